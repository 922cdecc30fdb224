import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import {
  notices,
  requests,
  type NoticeName,
  type ParsedNotice,
  type ParsedRequest,
  type RequestName,
  type RequestOutput,
} from '@beside/shared/protocol/contract';
import { CodedError, type Reply, type WireError } from '@beside/shared/protocol/errors';
import type { Logger } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Caller, GatewaySocket } from './caller.ts';

/** What carries the contract out, one function for each event; input has been parsed. */
export type Handlers = {
  [K in RequestName]: (
    input: ParsedRequest<K>,
    caller: Caller,
    socket: GatewaySocket,
  ) => Promise<RequestOutput<K>>;
} & {
  [K in NoticeName]: (
    input: ParsedNotice<K>,
    caller: Caller,
    socket: GatewaySocket,
  ) => void | Promise<void>;
};

interface Parts {
  handlers: Handlers;
  log: Logger;
  metrics: Metrics;
  /** Takes one event from the socket's allowance; `false` when it is used up. */
  allow: (socket: GatewaySocket) => boolean;
}

type Acknowledge = (reply: Reply<unknown>) => void;
type Handler = (input: unknown, caller: Caller, socket: GatewaySocket) => unknown;
type Definition = { from: readonly string[]; input: z.ZodType };

/** Turns any failure into what may be told; only coded errors keep their code. */
export function toWireError(failure: unknown): WireError {
  const coded = failure instanceof CodedError ? failure : new CodedError('internal');
  return {
    code: coded.code,
    ...(coded.reason ? { reason: coded.reason } : {}),
    ...(coded.field ? { field: coded.field } : {}),
    ...(coded.maxBytes ? { maxBytes: coded.maxBytes } : {}),
    retryable: coded.retryable,
    traceId: randomUUID(),
  };
}

/** @throws CodedError('bad-request'), with the reason 'too-large' where a bound was the trouble */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const tooLarge = parsed.error.issues.some((issue) => issue.code === 'too_big');
  throw new CodedError('bad-request', tooLarge ? 'too-large' : undefined);
}

/**
 * The only door from a socket to the handlers. Whatever a browser sends, it is known by name,
 * allowed to that party, parsed, and answered; it can neither throw through nor be left hanging.
 */
export function bind(socket: GatewaySocket, { handlers, log, metrics, allow }: Parts): void {
  const { caller } = socket.data;

  const refuse = (event: string, failure: unknown, acknowledge: Acknowledge | undefined): void => {
    const error = toWireError(failure);
    metrics.refused.inc({ event, code: error.code });
    const level = error.code === 'internal' ? 'error' : 'debug';
    const cause = error.code === 'internal' ? { err: failure } : {};
    log[level](
      { event, code: error.code, traceId: error.traceId, party: caller.actor.party, ...cause },
      'refused',
    );
    if (acknowledge) acknowledge({ ok: false, error });
    else socket.emit('refused', { event, error });
  };

  const handle = async (name: string, args: unknown[]): Promise<void> => {
    const last = args.at(-1);
    const acknowledge = typeof last === 'function' ? (last as Acknowledge) : undefined;
    const definition = definitions.get(name);
    // An unknown name is the sender's text: it must not become a label or a log line.
    const event = definition ? name : 'unknown';
    try {
      if (!allow(socket)) throw new CodedError('rate-limited', 'too-fast');
      if (!definition) throw new CodedError('bad-request');
      const isRequest = Object.hasOwn(requests, name);
      if (args.length !== (acknowledge ? 2 : 1) || isRequest !== (acknowledge !== undefined)) {
        throw new CodedError('bad-request');
      }
      if (!definition.from.includes(caller.actor.party)) throw new CodedError('forbidden');
      const input = parse(definition.input, args[0]);
      const handler = handlers[name as RequestName | NoticeName] as Handler;
      const stop = metrics.answered.startTimer({ event });
      const data = await handler(input, caller, socket);
      stop();
      acknowledge?.({ ok: true, data });
    } catch (failure) {
      refuse(event, failure, acknowledge);
    }
  };

  socket.onAny((name: unknown, ...args: unknown[]) => void handle(String(name), args));
}

const definitions: ReadonlyMap<string, Definition> = new Map<string, Definition>([
  ...Object.entries(requests),
  ...Object.entries(notices),
]);
