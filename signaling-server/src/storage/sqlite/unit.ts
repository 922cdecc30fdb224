import type { SQLInputValue } from 'node:sqlite';
import type { Reply, Rows, Step } from './protocol.ts';

export interface Query {
  sql: string;
  parameters: readonly SQLInputValue[];
  /**
   * Whether somebody looks at the result. One that nobody looks at travels with the next query or
   * the commit, and its failure is told there.
   */
  awaited: boolean;
}

/** What a unit needs of the queue that it stands in; see GroupCommit. */
export interface Turns {
  /** Puts the unit in line. */
  enter(unit: Unit): void;
  /** Takes it out of the line before its turn came. */
  withdraw(unit: Unit): void;
  post(step: Step): void;
  /** Never rejects: what went wrong reaches the unit through {@link Unit.fail}. */
  ask(step: Step): Promise<Reply>;
  /** Gives the turn up, to be committed with the batch or undone. */
  leave(unit: Unit, keep: boolean): void;
}

type UnitState = 'new' | 'queued' | 'turn' | 'left' | 'over';

const nothing: Rows = { rows: [], changes: 0 };

/** One transaction of a caller: a savepoint in the batch's transaction. */
export class Unit {
  readonly id: number;
  readonly #turns: Turns;
  readonly #turn = Promise.withResolvers<void>();
  #outcome: PromiseWithResolvers<void> | undefined;
  #state: UnitState = 'new';
  #failure: Error | undefined;
  #asked = 0;
  #quietSince = 0;

  constructor(id: number, turns: Turns) {
    this.id = id;
    this.#turns = turns;
  }

  /** Monotonic milliseconds since which its turn goes unused; `undefined` while a query runs. */
  get quietSince(): number | undefined {
    return this.#asked > 0 ? undefined : this.#quietSince;
  }

  /** Waits for the unit's turn with its first query: until then it holds nothing. */
  async query({ sql, parameters, awaited }: Query): Promise<Rows> {
    if (this.#state === 'new') {
      this.#state = 'queued';
      this.#turns.enter(this);
    }
    await this.#turn.promise;
    this.#assertUsable();
    const step: Step = { do: 'query', unit: this.id, sql, parameters };
    if (!awaited) {
      this.#turns.post(step);
      return nothing;
    }
    this.#asked++;
    const reply = await this.#turns.ask(step);
    this.#asked--;
    this.#quietSince = performance.now();
    if (this.#failure) throw this.#failure;
    return reply.result ?? nothing;
  }

  /**
   * Gives the turn up and waits for the commit of the batch.
   *
   * @throws SqliteError of a query of this unit, CodedError('unavailable') where the batch was lost
   */
  async commit(): Promise<void> {
    if (this.#state === 'new') {
      this.#state = 'over';
      return;
    }
    await this.#turn.promise;
    if (this.#failure) this.rollback();
    this.#assertUsable();
    this.#state = 'left';
    this.#outcome = Promise.withResolvers();
    this.#turns.leave(this, true);
    await this.#outcome.promise;
  }

  /** Undoes the unit, and nothing else; harmless when it is over. */
  rollback(): void {
    const was = this.#state;
    if (was === 'left') return;
    this.#state = 'over';
    if (was === 'queued') {
      this.#turns.withdraw(this);
      this.#turn.resolve();
    }
    if (was === 'turn') this.#turns.leave(this, false);
  }

  /** The queue's word: the turn has come. */
  begin(): void {
    this.#state = 'turn';
    this.#quietSince = performance.now();
    this.#turn.resolve();
  }

  /** The queue's word: it is stored. */
  done(): void {
    this.#state = 'over';
    this.#outcome?.resolve();
  }

  /** The queue's word: a query failed, the turn was taken away, or the batch was lost. */
  fail(failure: Error): void {
    this.#failure ??= failure;
    this.#outcome?.reject(this.#failure);
  }

  #assertUsable(): void {
    if (this.#failure) throw this.#failure;
    if (this.#state !== 'turn') throw new Error('the transaction is over');
  }
}
