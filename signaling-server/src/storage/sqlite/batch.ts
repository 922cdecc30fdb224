import { CodedError } from '@beside/shared/protocol/errors';
import type { Unit } from './unit.ts';

export interface BatchLimits {
  /** How many units may have the floor in turn before the batch is committed, and for how long. */
  maxUnits: number;
  maxOpenMs: number;
  /** How long a unit may hold the floor or a lock without asking anything. */
  maxQuietMs: number;
  /**
   * How far apart messages to the thread are at least while several have something to say: each
   * costs both threads more than the statements in it, and each commit writes whole pages.
   */
  gatherMs: number;
}

export const defaultBatchLimits: BatchLimits = {
  maxUnits: 256,
  maxOpenMs: 8,
  maxQuietMs: 5_000,
  gatherMs: 5,
};

/** The units whose fate hangs on one commit: who wrote in it, and who has seen what is in it. */
export class Batch {
  readonly openedAt = performance.now();
  phase: 'open' | 'committing' | 'over' = 'open';
  floors = 0;
  readonly #units = new Map<number, Unit>();
  readonly #outcomes = new Map<number, PromiseWithResolvers<void>>();

  get size(): number {
    return this.#units.size;
  }

  has(unit: Unit): boolean {
    return this.#units.has(unit.id);
  }

  /** @param outcome of a unit that has left: resolves with the commit, rejects with its failure */
  add(unit: Unit, outcome?: PromiseWithResolvers<void>): void {
    this.#units.set(unit.id, unit);
    if (outcome) this.#outcomes.set(unit.id, outcome);
  }

  /** One unit failed by itself; the others stand. */
  undo(id: number, failure: Error): void {
    this.#units.get(id)?.fail(failure);
    this.#outcomes.get(id)?.reject(failure);
    this.#outcomes.delete(id);
  }

  commit(): void {
    this.phase = 'over';
    for (const { resolve } of this.#outcomes.values()) resolve();
  }

  lose(cause: Error): void {
    this.phase = 'over';
    for (const id of this.#units.keys()) {
      this.undo(id, new CodedError('unavailable', undefined, { cause }));
    }
  }
}
