import type { ErrorCode } from '@beside/shared/protocol/errors';
import type { ToldSpan } from '@beside/shared/protocol/contract/traces';

export type SpanOutcome = 'ok' | ErrorCode;

/** Something that is carried out for somebody outside. */
export interface ServedSpan {
  /** Of the trace that it is part of; undefined where that is not kept. */
  readonly traceId: string | undefined;
  /** Whatever is done in here, now or later, is known to be part of it. */
  run<T>(work: () => T): T;
  /** @param facts neither contents nor anybody's name, address or token */
  end(outcome: SpanOutcome, facts?: { name?: string } & Record<string, string | number>): void;
}

/**
 * What is noted of how long things take, and what of what; `null` in its place where the
 * installation is not traced. Nothing that people have written or are known by goes into it.
 */
export interface Tracing {
  /** How many of the traces that begin at a page are kept, from 0 to 1. */
  readonly ratio: number;
  /**
   * Begins to carry out what came from outside.
   *
   * @param name an event's, or an HTTP method
   * @param traceparent as it came along, checked
   */
  serve(name: string, traceparent: string | undefined): ServedSpan;
  /** A unit of work of the database; noted while something is carried out that is traced. */
  store<T>(system: 'sqlite' | 'postgresql', name: string, work: () => Promise<T>): Promise<T>;
  /** Something that is sent to somewhere else. */
  send<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** What a page noted of its own requests. */
  told(span: ToldSpan): void;
  /** Hands over what is still here, as far as that can be done in short time. Idempotent. */
  close(): Promise<void>;
}
