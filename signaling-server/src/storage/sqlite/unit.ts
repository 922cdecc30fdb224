import type { Rows, Statement } from './protocol.ts';
import { lockKey } from './rowLocks.ts';

export interface Query extends Statement {
  /**
   * `lock` is a read that nobody else makes until the unit is over; `write` changes rows and tells
   * nothing; `other` is all the rest, DDL and `returning` included.
   */
  kind: 'read' | 'lock' | 'write' | 'other';
  /** Of a `lock`: whose rows it holds, whichever columns it reads; absent: known by its text alone. */
  table?: string | undefined;
}

/** What a unit needs of the queue that it stands in; see GroupCommit. */
export interface Queue {
  /** @param key the same for everybody who wants the same rows */
  lock(unit: Unit, key: string): Promise<void>;
  read(unit: Unit, query: Statement): Promise<Rows>;
  /** Resolves when the unit has the connection for itself. */
  takeFloor(unit: Unit): Promise<void>;
  /** A query of the unit that has the floor; answers at once where nobody waits for the rows. */
  ask(unit: Unit, query: Statement, awaited: boolean): Promise<Rows>;
  /**
   * Ends the unit: `writes` are stored with the next commit, and so is what was done on the floor;
   * `undefined` undoes it. Resolves when what the unit has seen and done is durable.
   */
  leave(unit: Unit, writes: readonly Statement[] | undefined): Promise<void>;
}

const nothing: Rows = { rows: [], changes: 0 };

/**
 * One transaction of a caller. As long as it only reads, and then writes without asking back, it
 * keeps nobody waiting but those who want the same locks: its writes are collected and stored
 * together at its end. Where it needs more, it takes the floor.
 */
export class Unit {
  readonly id: number;
  readonly #queue: Queue;
  readonly #writes: Statement[] = [];
  #floor: Promise<void> | undefined;
  #isOver = false;
  #failure: Error | undefined;
  #underWay = 0;
  #quietSince = performance.now();

  constructor(id: number, queue: Queue) {
    this.id = id;
    this.#queue = queue;
  }

  /** Monotonic milliseconds since which nothing was asked; `undefined` while a query is under way. */
  get quietSince(): number | undefined {
    return this.#underWay > 0 ? undefined : this.#quietSince;
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  /** @throws what SQLite refused, and from then on the same to every further query */
  async query(query: Query): Promise<Rows> {
    this.#assertUsable();
    this.#underWay++;
    try {
      const rows = await this.#run(query);
      this.#assertUsable();
      return rows;
    } catch (failure) {
      this.fail(failure as Error);
      throw failure;
    } finally {
      this.#underWay--;
      this.#quietSince = performance.now();
    }
  }

  /** @throws SqliteError of a query of this unit, CodedError('unavailable') where the batch was lost */
  async commit(): Promise<void> {
    this.#assertUsable();
    this.#isOver = true;
    await this.#queue.leave(this, this.#writes);
  }

  /**
   * Undoes the unit and nothing else; harmless when it is over.
   *
   * @throws CodedError('unavailable') where what it had seen, and was decided upon, was lost
   */
  async rollback(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.#queue.leave(this, undefined);
  }

  /** The queue's word: a query failed, it took too long, or the batch was lost. */
  fail(failure: Error): void {
    this.#failure ??= failure;
  }

  async #run({ kind, table, ...query }: Query): Promise<Rows> {
    if (kind === 'write' && !this.#floor) {
      this.#writes.push(query);
      return nothing;
    }
    if (kind === 'lock') {
      await this.#queue.lock(this, lockKey(table ?? query.sql, ...query.parameters));
    }
    if (kind === 'other' || (kind !== 'write' && this.#writes.length > 0)) {
      // Either the rows must be seen by this unit alone, or it must see what it wrote.
      this.#floor ??= this.#queue.takeFloor(this);
    }
    await this.#floor;
    this.#assertUsable();
    if (!this.#floor) return this.#queue.read(this, query);
    for (const write of this.#writes.splice(0)) await this.#queue.ask(this, write, false);
    return this.#queue.ask(this, query, kind !== 'write');
  }

  #assertUsable(): void {
    if (this.#failure) throw this.#failure;
    if (this.#isOver) throw new Error('the transaction is over');
  }
}
