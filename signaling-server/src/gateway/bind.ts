import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import type {
  NoticeName,
  ParsedNotice,
  ParsedRequest,
  RequestName,
  RequestOutput,
} from '@beside/shared/protocol/contract';
import { traceparentSchema } from '@beside/shared/protocol/contract/traces';
import { CodedError, type Reply, type WireError } from '@beside/shared/protocol/errors';
import type { Logger } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { ServedSpan, Tracing } from '../ops/tracing/tracing.ts';
import type { Caller, GatewaySocket } from './caller.ts';
import { EventQueue } from './EventQueue.ts';
import { Turns } from './turns.ts';

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

type Definition = { from: readonly string[]; input: z.ZodType };

interface Parts {
  /** All that may come through this door, by name. */
  contract: { requests: Record<string, Definition>; notices: Record<string, Definition> };
  /** Who is at the other end. */
  party: string;
  /** Carries one out; its input has been parsed. */
  handle: (event: string, input: unknown) => unknown;
  /** Tells of a notice that was wrong. */
  refused: (message: { event: string; error: WireError }) => void;
  /** Takes one event from the socket's allowance. @throws CodedError('rate-limited', 'too-fast') */
  allow: () => void;
  log: Logger;
  metrics: Metrics;
  /** `null` where the installation is not traced. */
  tracing: Tracing | null;
}

interface BoundSocket {
  onAny(listener: (...args: unknown[]) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
}

type Acknowledge = (reply: Reply<unknown>) => void;

/**
 * Turns any failure into what may be told; only coded errors keep their code.
 *
 * @param traceId of the trace that it is part of, where there is one
 */
export function toWireError(failure: unknown, traceId: string = randomUUID()): WireError {
  const coded = failure instanceof CodedError ? failure : new CodedError('internal');
  return {
    code: coded.code,
    ...(coded.reason ? { reason: coded.reason } : {}),
    ...(coded.field ? { field: coded.field } : {}),
    ...(coded.maxBytes ? { maxBytes: coded.maxBytes } : {}),
    ...(coded.retryAfterMs ? { retryAfterMs: coded.retryAfterMs } : {}),
    retryable: coded.retryable,
    traceId,
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
 * Of input, perhaps the trace that a request is part of, and its acknowledgement.
 *
 * @throws CodedError('bad-request') where there is more or less, or that is none
 */
function readTraceparent(args: unknown[], isRequest: boolean): string | undefined {
  if (args.length === (isRequest ? 2 : 1)) return undefined;
  if (args.length !== 3 || !isRequest) throw new CodedError('bad-request');
  return parse(traceparentSchema, args[1]);
}

/**
 * The only door from a socket to the handlers. Whatever a browser sends, it is known by name,
 * allowed to that party, parsed, and answered; it can neither throw through nor be left hanging.
 */
export function bind(
  socket: BoundSocket,
  { contract, party, handle: carryOut, refused, allow, log, metrics, tracing }: Parts,
): void {
  const { requests, notices } = contract;
  const queue = new EventQueue();
  const turns = new Turns();

  const refuse = (
    event: string,
    failure: unknown,
    acknowledge: Acknowledge | undefined,
    span: ServedSpan | undefined,
  ): void => {
    const error = toWireError(failure, span?.traceId);
    span?.end(error.code);
    metrics.refused.inc({ event, code: error.code });
    const level = error.code === 'internal' ? 'error' : 'debug';
    const cause = error.code === 'internal' ? { err: failure } : {};
    log[level]({ event, code: error.code, traceId: error.traceId, party, ...cause }, 'refused');
    if (acknowledge) acknowledge({ ok: false, error });
    else refused({ event, error });
  };

  const handle = async (name: string, args: unknown[]): Promise<void> => {
    const last = args.at(-1);
    const acknowledge = typeof last === 'function' ? (last as Acknowledge) : undefined;
    const isRequest = Object.hasOwn(requests, name);
    const isNotice = Object.hasOwn(notices, name);
    const definition = isRequest ? requests[name] : isNotice ? notices[name] : undefined;
    // An unknown name is the sender's text: it must not become a label or a log line.
    const event = definition ? name : 'unknown';
    let span: ServedSpan | undefined;
    try {
      allow();
      if (!definition) throw new CodedError('bad-request');
      if (isRequest !== (acknowledge !== undefined)) throw new CodedError('bad-request');
      const traceparent = readTraceparent(args, isRequest);
      const served = isRequest ? tracing?.serve(name, traceparent) : undefined;
      span = served;
      if (!definition.from.includes(party)) throw new CodedError('forbidden');
      const input = parse(definition.input, args[0]);
      const begun = performance.now();
      const work = async (): Promise<unknown> => carryOut(name, input);
      const data = await turns.take(served ? () => served.run(work) : work);
      metrics.answered.observe({ event }, (performance.now() - begun) / 1000);
      acknowledge?.({ ok: true, data });
      served?.end('ok');
    } catch (failure) {
      refuse(event, failure, acknowledge, span);
    }
  };

  socket.onAny((name: unknown, ...args: unknown[]) =>
    queue.push(() => void handle(String(name), args)),
  );
  socket.on('disconnect', () => queue.clear());
}
