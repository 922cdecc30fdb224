import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type * as z from 'zod';
import { mayUseScope } from '@beside/shared/domain/apiScopes';
import { CodedError, type ErrorCode, type WireError } from '@beside/shared/protocol/errors';
import { rest, restNames, type RestName } from '@beside/shared/protocol/rest';
import { none, type Problem, type RestRoute } from '@beside/shared/protocol/rest/parts';
import type { ApiKeys, KeyHolder } from '../../identity/apiKeys.ts';
import type { Logger } from '../../ops/log.ts';
import type { Metrics } from '../../ops/metrics.ts';
import { createErrorHandler } from '../errorHandler.ts';
import { parseForm } from '../parseForm.ts';
import type { RestCaller, RestHandlers } from './restHandlers.ts';

interface Parts {
  keys: Pick<ApiKeys, 'find'>;
  handlers: RestHandlers;
  log: Logger;
  metrics: Metrics;
}

type Handler = (holder: KeyHolder, input: object, caller: RestCaller) => Promise<object>;

/** How often a key may ask, on each node. */
export const callsPerMinute = 300;
const minuteSeconds = 60;

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
export function createRestApi({ keys, handlers, log, metrics }: Parts): Router {
  const limiter = new RateLimiterMemory({ points: callsPerMinute, duration: minuteSeconds });
  const api = Router();
  for (const name of restNames) {
    const route: RestRoute = rest[name];
    const handle = handlers[name] as unknown as Handler;
    api[route.method](route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (request, response) => {
      response.setHeader('Cache-Control', 'no-store');
      const holder = await keys.find(tokenOf(request));
      await take(limiter, holder.keyId, response);
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
async function take(limiter: RateLimiterMemory, keyId: string, response: Response): Promise<void> {
  const say = ({ remainingPoints, msBeforeNext }: RateLimiterRes): number => {
    const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
    response.setHeader('RateLimit-Policy', `"key";q=${callsPerMinute};w=${minuteSeconds}`);
    response.setHeader('RateLimit', `"key";r=${remainingPoints};t=${seconds}`);
    return seconds;
  };
  try {
    say(await limiter.consume(keyId));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    response.setHeader('Retry-After', String(say(refusal)));
    throw new CodedError('rate-limited', 'too-fast');
  }
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
