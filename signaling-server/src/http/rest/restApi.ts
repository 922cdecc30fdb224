import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import type * as z from 'zod';
import { mayUseScope } from '@beside/shared/domain/apiScopes';
import { CodedError, type ErrorCode, type WireError } from '@beside/shared/protocol/errors';
import { rest, restNames, type RestName } from '@beside/shared/protocol/rest';
import { none, type Problem, type RestRoute } from '@beside/shared/protocol/rest/parts';
import type { ApiKeys, KeyHolder } from '../../identity/apiKeys.ts';
import type { Limits, Share } from '../../limits/createLimits.ts';
import { limitTable } from '../../limits/limitTable.ts';
import type { Logger } from '../../ops/log.ts';
import type { Metrics } from '../../ops/metrics.ts';
import { createErrorHandler } from '../errorHandler.ts';
import { addressOf } from '../limits.ts';
import { parseForm } from '../parseForm.ts';
import type { RestCaller, RestHandlers } from './restHandlers.ts';

interface Parts {
  keys: Pick<ApiKeys, 'find'>;
  handlers: RestHandlers;
  limits: Limits;
  log: Logger;
  metrics: Metrics;
}

type Handler = (holder: KeyHolder, input: object, caller: RestCaller) => Promise<object>;

/** How often a key may ask. */
export const callsPerMinute = limitTable['calls-by-key'].points;

const titles: Record<ErrorCode, string> = {
  'bad-request': 'Something in the request does not fit.',
  'not-authenticated': 'There is no key, or it opens nothing any more.',
  forbidden: 'The key, or whoever made it, may not do this.',
  'not-found': 'There is no such thing.',
  conflict: 'As things stand, this cannot be done.',
  'rate-limited': 'The key asks too often.',
  unavailable: 'This does not work at the moment.',
  internal: 'Something went wrong on our side.',
};

/** The API for programs (rule O7): first whose key, then how often, then whether, then what. */
export function createRestApi({ keys, handlers, limits, log, metrics }: Parts): Router {
  /** Wrong keys are counted for whoever sends them. */
  const find = async (request: Request): Promise<KeyHolder> => {
    const address = addressOf(request);
    await limits.assertLeft('strangers-by-address', address);
    return keys.find(tokenOf(request)).catch(async (failure: unknown) => {
      if (failure instanceof CodedError && failure.code === 'not-authenticated') {
        await limits.take('strangers-by-address', address);
      }
      throw failure;
    });
  };
  const api = Router();
  for (const name of restNames) {
    const route: RestRoute = rest[name];
    const handle = handlers[name] as unknown as Handler;
    api[route.method](route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (request, response) => {
      response.setHeader('Cache-Control', 'no-store');
      const holder = await find(request);
      say(response, await takeCall(limits, holder.keyId, response));
      assertScope(holder, name);
      const input = {
        params: idsOf(route.params, request.params),
        query: parseForm(route.query, request.query),
        body: route.body === none ? {} : parseForm(route.body, await bodyOf(request, response)),
      };
      const caller = { address: request.ip ?? '', userAgent: request.get('user-agent') ?? '' };
      response.status(route.status).json(await handle(holder, input, caller));
    });
  }
  api.use(createErrorHandler({ log, metrics, write: writeProblem }));
  return api;
}

/** @throws CodedError('not-authenticated') */
function tokenOf({ headers }: Request): string {
  const token = /^Bearer ([\w-]{1,128})$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw new CodedError('not-authenticated');
  return token;
}

/** @throws CodedError('rate-limited', 'too-fast') */
async function takeCall(limits: Limits, keyId: string, response: Response): Promise<Share> {
  return limits.take('calls-by-key', keyId).catch((failure: unknown) => {
    const resetMs = failure instanceof CodedError ? (failure.retryAfterMs ?? 0) : 0;
    const { points, seconds } = limitTable['calls-by-key'];
    say(response, { points, seconds, left: 0, resetMs });
    throw failure;
  });
}

/** As the draft of RateLimit headers for HTTP has it. */
function say(response: Response, { points, seconds, left, resetMs }: Share): void {
  const resetSeconds = Math.max(1, Math.ceil(resetMs / 1000));
  response.setHeader('RateLimit-Policy', `"key";q=${points};w=${seconds}`);
  response.setHeader('RateLimit', `"key";r=${left};t=${resetSeconds}`);
}

/** @throws CodedError('forbidden', 'no-right') */
function assertScope({ scopes, by }: KeyHolder, name: RestName): void {
  const { scope } = rest[name];
  if (!scopes.includes(scope) || !mayUseScope(by.rights, scope)) {
    throw new CodedError('forbidden', 'no-right');
  }
}

/** What cannot be an id is nobody's. @throws CodedError('not-found') */
function idsOf(schema: z.ZodObject, params: unknown): object {
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw new CodedError('not-found');
  return parsed.data;
}

const json: RequestHandler = express.json({ limit: '64kb', strict: true });

function bodyOf(request: Request, response: Response): Promise<unknown> {
  return new Promise((resolve, reject) => {
    json(request, response, (failure?: Error | string) => {
      if (failure === undefined) resolve(request.body);
      else reject(failure instanceof Error ? failure : new Error(failure));
    });
  });
}

function writeProblem(error: WireError, _request: Request, response: Response): void {
  const { code, reason, field, traceId } = error;
  const problem: Problem = {
    type: `/api#${code}`,
    title: titles[code],
    status: response.statusCode,
    code,
    ...(reason ? { reason } : {}),
    ...(field ? { field } : {}),
    traceId,
  };
  if (code === 'not-authenticated') response.setHeader('WWW-Authenticate', 'Bearer');
  response.type('application/problem+json').send(JSON.stringify(problem));
}
