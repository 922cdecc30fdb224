import type { Pace } from './trafficTable.ts';

/** A token bucket. */
export class Bucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt: number;

  /**
   * @param factor widens it
   * @param now milliseconds of a clock that does not go back, here and below
   */
  constructor({ perSecond, burst }: Pace, factor: number, now: number) {
    this.#perMs = (perSecond * factor) / 1000;
    this.#burst = burst * factor;
    this.#tokens = this.#burst;
    this.#filledAt = now;
  }

  take(now: number, amount = 1): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#filledAt) * this.#perMs);
    this.#filledAt = now;
    if (this.#tokens < amount) return false;
    this.#tokens -= amount;
    return true;
  }

  /** How long until there is enough again. */
  waitMs(amount = 1): number {
    return Math.max(0, (amount - this.#tokens) / this.#perMs);
  }
}
