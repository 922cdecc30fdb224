import { CodedError } from '@beside/shared/protocol/errors';
import { unavailable } from '../failures.ts';
import type { StorageLog } from '../log.ts';
import { SqliteError } from './errors.ts';
import type { Reply, Step } from './protocol.ts';
import type { SqlThread } from './sqlThread.ts';
import { Unit, type Turns } from './unit.ts';

export interface BatchLimits {
  maxUnits: number;
  /** How long units may join before the batch is committed. */
  maxOpenMs: number;
  /** How long a unit may hold its turn without asking anything. */
  maxQuietMs: number;
}

/** So that those who joined first do not wait long, and a commit is still shared by many. */
export const defaultBatchLimits: BatchLimits = { maxUnits: 256, maxOpenMs: 8, maxQuietMs: 5_000 };

interface Batch {
  phase: 'open' | 'committing' | 'over';
  openedAt: number;
  turns: number;
  units: Map<number, Unit>;
}

interface Turn {
  unit: Unit;
  batch: Batch;
  watch: NodeJS.Timeout;
}

/**
 * Many transactions, one fsync: units run one after another as savepoints of one transaction, which
 * is committed when nobody waits or a limit is reached. Each unit is told only after that commit.
 */
export class GroupCommit implements Turns {
  readonly #thread: Pick<SqlThread, 'send'>;
  readonly #limits: BatchLimits;
  readonly #log: StorageLog;
  readonly #waiting: Unit[] = [];
  #outbox: Step[] = [];
  #batch: Batch | undefined;
  #turn: Turn | undefined;
  #lastId = 0;

  constructor(thread: Pick<SqlThread, 'send'>, limits: BatchLimits, log: StorageLog) {
    this.#thread = thread;
    this.#limits = limits;
    this.#log = log;
  }

  createUnit(): Unit {
    return new Unit(++this.#lastId, this);
  }

  /** The thread ended: what it had not committed is gone with it. */
  threadLost(failure: Error): void {
    if (this.#batch) this.#lose(this.#batch, failure);
  }

  enter(unit: Unit): void {
    this.#waiting.push(unit);
    this.#advance();
  }

  withdraw(unit: Unit): void {
    const at = this.#waiting.indexOf(unit);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  post(step: Step): void {
    this.#outbox.push(step);
  }

  ask(step: Step): Promise<Reply> {
    this.#outbox.push(step);
    return this.#flush();
  }

  leave(unit: Unit, keep: boolean): void {
    if (this.#turn?.unit !== unit) return;
    const { batch, watch } = this.#turn;
    clearTimeout(watch);
    this.#turn = undefined;
    this.#outbox.push({ do: 'leave', unit: unit.id, keep });
    if (!keep) batch.units.delete(unit.id);
    this.#advance();
  }

  #advance(): void {
    if (this.#turn || this.#batch?.phase === 'committing') return;
    const unit = this.#isFull() ? undefined : this.#waiting.shift();
    if (unit) this.#begin(unit);
    else if (this.#batch) void this.#commit(this.#batch);
  }

  #isFull(): boolean {
    if (!this.#batch) return false;
    const { turns, openedAt } = this.#batch;
    return turns >= this.#limits.maxUnits || performance.now() - openedAt >= this.#limits.maxOpenMs;
  }

  #begin(unit: Unit): void {
    const batch = (this.#batch ??= this.#open());
    batch.turns++;
    batch.units.set(unit.id, unit);
    this.#outbox.push({ do: 'enter', unit: unit.id });
    this.#turn = { unit, batch, watch: this.#watch(unit, this.#limits.maxQuietMs) };
    unit.begin();
  }

  #open(): Batch {
    this.#outbox.push({ do: 'begin' });
    return { phase: 'open', openedAt: performance.now(), turns: 0, units: new Map() };
  }

  async #commit(batch: Batch): Promise<void> {
    batch.phase = 'committing';
    this.#outbox.push({ do: 'commit' });
    await this.#flush();
    if (this.#batch !== batch) return;
    batch.phase = 'over';
    this.#batch = undefined;
    for (const unit of batch.units.values()) unit.done();
    this.#advance();
  }

  async #flush(): Promise<Reply> {
    const batch = this.#batch;
    const steps = this.#outbox;
    this.#outbox = [];
    const reply = await this.#thread.send(steps).catch((failure: unknown) => failure as Error);
    if (reply instanceof Error) {
      if (batch) this.#lose(batch, reply);
      return { id: 0 };
    }
    for (const { unit, failure } of reply.failures ?? []) {
      batch?.units.get(unit)?.fail(new SqliteError(failure));
      // Those in their turn are still to undo themselves, the others have been undone.
      if (this.#turn?.unit.id !== unit) batch?.units.delete(unit);
    }
    if (reply.lost && batch) this.#lose(batch, new SqliteError(reply.lost));
    return reply;
  }

  #lose(batch: Batch, cause: Error): void {
    if (batch.phase === 'over') return;
    this.#log.error({ err: cause, units: batch.units.size }, 'a batch of writes was not stored');
    batch.phase = 'over';
    this.#batch = undefined;
    this.#outbox = [];
    if (this.#turn) clearTimeout(this.#turn.watch);
    this.#turn = undefined;
    for (const unit of batch.units.values()) {
      unit.fail(new CodedError('unavailable', undefined, { cause }));
    }
    this.#advance();
  }

  /** Takes the turn away from a unit whose callback does not go on, so that the others do. */
  #watch(unit: Unit, delayMs: number): NodeJS.Timeout {
    return setTimeout(() => {
      if (this.#turn?.unit !== unit) return;
      const quietMs = unit.quietSince === undefined ? 0 : performance.now() - unit.quietSince;
      if (quietMs < this.#limits.maxQuietMs) {
        // Timers may fire a fraction early.
        this.#turn.watch = this.#watch(unit, Math.ceil(this.#limits.maxQuietMs - quietMs));
        return;
      }
      this.#log.warn({ quietMs: Math.round(quietMs) }, 'a transaction that hung was undone');
      unit.fail(unavailable('the transaction hung'));
      unit.rollback();
    }, delayMs);
  }
}
