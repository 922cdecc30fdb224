import { unavailable } from '../failures.ts';
import type { StorageLog } from '../log.ts';
import type { Call } from '../procedures/procedures.ts';
import type { Batch, BatchLimits } from './batch.ts';
import { Outbox } from './outbox.ts';
import type { Rows, Statement } from './protocol.ts';
import { lockKey, RowLocks } from './rowLocks.ts';
import type { SqlThread } from './sqlThread.ts';
import { Unit, type Queue } from './unit.ts';

/**
 * Many transactions, one fsync. Units read side by side, and what each writes goes to the thread as
 * one piece; whatever has gathered while the last commit was made is stored by the next one, and
 * only then is anybody told. A unit that must see what it wrote gets the floor: it runs alone, as a
 * savepoint, before the commit. Isolation is that of PostgreSQL's READ COMMITTED with row locks.
 */
export class GroupCommit implements Queue {
  readonly #limits: BatchLimits;
  readonly #log: StorageLog;
  readonly #outbox: Outbox;
  readonly #locks = new RowLocks<Unit>();
  readonly #watches = new Map<Unit, NodeJS.Timeout>();
  readonly #floorLine: { unit: Unit; proceed: () => void }[] = [];
  #floor: Unit | undefined;
  #lastId = 0;
  /** Units that have not left yet. */
  #open = 0;

  constructor(thread: Pick<SqlThread, 'send'>, limits: BatchLimits, log: StorageLog) {
    this.#limits = limits;
    this.#log = log;
    const listener = {
      open: () => this.#open,
      mayCommit: () => this.#floor === undefined,
      settled: () => this.#giveFloor(),
      lost: (batch: Batch, failure: Error) => {
        if (this.#floor && batch.has(this.#floor)) this.#floor = undefined;
        this.#log.error({ err: failure, units: batch.size }, 'a batch of writes was not stored');
      },
    };
    this.#outbox = new Outbox(thread, listener, limits.gatherMs);
  }

  createUnit(): Unit {
    this.#open++;
    return new Unit(++this.#lastId, this);
  }

  /** The thread ended: what it had not committed is gone with it. */
  threadLost(failure: Error): void {
    this.#outbox.lose(failure);
    this.#giveFloor();
  }

  async lock(unit: Unit, key: string): Promise<void> {
    this.#watch(unit);
    // Who has the floor keeps all others from letting go.
    await this.#locks.take(unit, key, this.#floor !== unit);
  }

  read(unit: Unit, statement: Statement): Promise<Rows> {
    return this.#outbox.read(unit, statement, this.#floor === undefined);
  }

  /** A unit that the thread carries out by itself. Nobody who holds its row is overtaken. */
  async perform(call: Call): Promise<unknown> {
    const unit = this.createUnit();
    const key = lockKey(...call.locks);
    if (this.#locks.isTaken(key)) await this.#locks.take(unit, key, true);
    const output = this.#outbox.perform(unit, call, this.#floor === undefined);
    this.#open--;
    // The next holder's reads follow what was just sent.
    this.#locks.release(unit);
    return output;
  }

  async takeFloor(unit: Unit): Promise<void> {
    this.#watch(unit);
    const given: PromiseWithResolvers<void> = Promise.withResolvers();
    this.#floorLine.push({ unit, proceed: given.resolve });
    this.#giveFloor();
    await given.promise;
  }

  ask(unit: Unit, statement: Statement, awaited: boolean): Promise<Rows> {
    return this.#outbox.query(unit, statement, awaited);
  }

  leave(unit: Unit, writes: readonly Statement[] | undefined): Promise<void> {
    this.#open--;
    clearTimeout(this.#watches.get(unit));
    this.#watches.delete(unit);
    const outcome = this.#end(unit, writes);
    // The next holder's reads follow what was just sent.
    this.#locks.release(unit);
    this.#giveFloor();
    return outcome;
  }

  #end(unit: Unit, writes: readonly Statement[] | undefined): Promise<void> {
    if (this.#floor === unit) {
      this.#floor = undefined;
      return this.#outbox.leaveFloor(unit, writes !== undefined);
    }
    const inLine = this.#floorLine.findIndex((waiting) => waiting.unit === unit);
    if (inLine >= 0) this.#floorLine.splice(inLine, 1)[0]?.proceed();
    if (writes !== undefined && writes.length > 0) {
      return this.#outbox.write(unit, writes, this.#floor === undefined);
    }
    return unit.failure ? Promise.resolve() : this.#outbox.settle(unit);
  }

  #giveFloor(): void {
    if (this.#floor) return;
    const next = this.#outbox.isCommitting || this.#isFull() ? undefined : this.#floorLine.shift();
    if (!next) return this.#outbox.releaseHeld();
    this.#floor = next.unit;
    this.#outbox.enterFloor(next.unit);
    next.proceed();
  }

  /** So that those who have left already do not wait for a long line. */
  #isFull(): boolean {
    const { maxUnits, maxOpenMs } = this.#limits;
    return this.#outbox.isOpenFor(maxUnits, maxOpenMs);
  }

  /** Ends a unit whose callback does not go on, so that those who wait for it do. */
  #watch(unit: Unit, delayMs = this.#limits.maxQuietMs): void {
    clearTimeout(this.#watches.get(unit));
    const check = (): void => {
      const quietMs = unit.quietSince === undefined ? 0 : performance.now() - unit.quietSince;
      // A query was under way meanwhile, or the timer fired a fraction early.
      if (quietMs < this.#limits.maxQuietMs) {
        return this.#watch(unit, Math.ceil(this.#limits.maxQuietMs - quietMs));
      }
      this.#log.warn({ quietMs: Math.round(quietMs) }, 'a transaction that hung was undone');
      unit.fail(unavailable('the transaction hung'));
      unit.rollback().catch((err: unknown) => this.#log.warn({ err }, 'it was lost before'));
    };
    this.#watches.set(unit, setTimeout(check, delayMs));
  }
}
