import { setTimeout as sleep } from 'node:timers/promises';
import type { Dialect, Kysely, Transaction } from 'kysely';
import { backoffMs } from '@beside/shared/lib/backoff';
import { CodedError } from '@beside/shared/protocol/errors';
import { codedFailure, unavailable, type Classify } from './failures.ts';
import type { StorageLog } from './log.ts';
import type { Call, OutputOf, ProcedureName } from './procedures/procedures.ts';
import { stepByStep } from './procedures/stepByStep.ts';
import type { Schema } from './schema.ts';
import type { TraceWork } from './trace.ts';

/** What differs between the databases; everything else is the same code. */
export interface Backend {
  dialect: Dialect;
  /** A connection of its own for the migrations, without the time limits of daily work. */
  migrationDialect: Dialect | undefined;
  /** Connections for reads that take long, behind which nobody else waits. */
  reportDialect: Dialect | undefined;
  classify: Classify;
  /** Carries a procedure out close to the rows; absent: step by step, as any transaction. */
  perform?: (call: Call) => Promise<unknown>;
  /** The last thing that is done. */
  letGo?: () => void;
  /** A failure to open, in a plain sentence for whoever runs the installation. */
  explain: (failure: unknown) => string | undefined;
}

export interface WorkLimits {
  /** How long the work of one transaction may take, without its commit. */
  maxWorkMs: number;
  /** From how many on sessions of a report are read in their order, instead of put into it. */
  manySessions: number;
  /**
   * How long a database server may say nothing to a statement until its connection is given up;
   * more than a statement may wait for a lock, and less than a page waits for an answer.
   */
  maxAnswerMs: number;
}

export const defaultWorkLimits: WorkLimits = {
  maxWorkMs: 10_000,
  maxAnswerMs: 7_000,
  manySessions: 10_000,
};

const maxTries = 5;

/** The door to kysely: knows what is under way, and says failures in the domain's words. */
export class Database {
  readonly #kysely: Kysely<Schema>;
  readonly #reports: Kysely<Schema>;
  readonly #backend: Pick<Backend, 'classify' | 'perform'>;
  readonly limits: WorkLimits;
  readonly #log: StorageLog;
  readonly #trace: TraceWork | null;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  /**
   * @param reports for reads that take long; may be the same
   * @param trace `null` where nobody wants to know how long work takes
   */
  constructor(
    { kysely, reports }: { kysely: Kysely<Schema>; reports: Kysely<Schema> },
    backend: Pick<Backend, 'classify' | 'perform'>,
    limits: WorkLimits,
    log: StorageLog,
    trace: TraceWork | null,
  ) {
    this.#kysely = kysely;
    this.#reports = reports;
    this.#backend = backend;
    this.limits = limits;
    this.#log = log;
    this.#trace = trace;
  }

  /**
   * Runs single statements, each committed by itself.
   *
   * @throws CodedError('unavailable'), 'conflict', 'not-found'
   */
  run<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    return this.#track('statements', () => work(this.#kysely));
  }

  /**
   * Reads what takes long: it keeps none of the others waiting.
   *
   * @throws CodedError('unavailable')
   */
  report<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    return this.#track('report', () => work(this.#reports));
  }

  /**
   * Runs one transaction; resolves after its commit. Where it lost against another one (a deadlock,
   * a serialization failure) the whole `work` is run again, so it must have no effects but these.
   *
   * @throws CodedError('unavailable'), 'conflict', 'not-found', or what `work` throws
   */
  transaction<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T> {
    return this.#track('transaction', async () => {
      for (let tries = 1; ; tries++) {
        try {
          return await this.#once(work);
        } catch (failure) {
          const cause = failure instanceof CodedError ? failure.cause : failure;
          if (tries >= maxTries || this.#backend.classify(cause) !== 'again') throw failure;
          this.#log.warn({ tries }, 'a transaction lost against another one and is run again');
          await sleep(backoffMs(tries - 1, { baseMs: 10, maxMs: 200 }, Math.random()));
        }
      }
    });
  }

  /**
   * Runs a transaction that knows all it needs; resolves after its commit.
   *
   * @throws CodedError('unavailable'), 'conflict', 'not-found'
   */
  perform<Name extends ProcedureName>(call: Call<Name>): Promise<OutputOf<Name>> {
    const { perform } = this.#backend;
    if (!perform) return this.transaction((db) => stepByStep(db, call));
    return this.#track(call.procedure, () => perform(call) as Promise<OutputOf<Name>>);
  }

  /** Says a failure of one statement in the domain's words. */
  async coded<T>(statement: Promise<T>): Promise<T> {
    try {
      return await statement;
    } catch (failure) {
      throw codedFailure(failure, this.#backend.classify);
    }
  }

  /** Waits for what is under way, then lets the connections go. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= (async () => {
      await Promise.allSettled(this.#underWay);
      if (this.#reports !== this.#kysely) await this.#reports.destroy();
      await this.#kysely.destroy();
    })();
    return this.#closed;
  }

  #once<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T> {
    const trace = this.#trace;
    const { maxWorkMs } = this.limits;
    const whole: Promise<T> = this.#kysely.transaction().execute(async (transaction) => {
      const result = await within(maxWorkMs, work(transaction));
      // What is left is its commit; who waits for the whole hears how that went.
      if (trace) trace('commit', () => this.coded(whole)).catch(() => undefined);
      return result;
    });
    return whole;
  }

  #track<T>(name: string, work: () => Promise<T>): Promise<T> {
    const trace = this.#trace;
    return trace ? trace(name, () => this.#carryOut(work)) : this.#carryOut(work);
  }

  async #carryOut<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw unavailable('the storage is closed');
    const running = work();
    this.#underWay.add(running);
    try {
      return await this.coded(running);
    } finally {
      this.#underWay.delete(running);
    }
  }
}

/** Gives up waiting, so that a callback which never ends does not hold a connection for good. */
async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(unavailable('the transaction took too long')), limitMs);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
