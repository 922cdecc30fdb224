import { Bucket } from '../limits/Bucket.ts';
import { trafficTable } from '../limits/trafficTable.ts';

/** What becomes of an event. */
export type Verdict = { passes: true } | { passes: false; cut: boolean; waitMs: number };

/** The events of one socket: brings up a share in a burst, holds a flood off. */
export class Allowance {
  readonly #own: Bucket;
  readonly #shared: Bucket | undefined;
  readonly #maxRefusals: number;
  #refusals = 0;

  /**
   * @param shared of all sockets of the same address
   * @param now milliseconds of a clock that does not go back
   */
  constructor(now: number, factor = 1, shared?: Bucket) {
    this.#own = new Bucket(trafficTable.eventsBySocket, factor, now);
    this.#shared = shared;
    this.#maxRefusals = trafficTable.refusalsBeforeCut * factor;
  }

  /** `cut` says that the socket should be closed. */
  take(now: number): Verdict {
    const used = [this.#own, this.#shared].find((bucket) => bucket && !bucket.take(now));
    if (!used) {
      this.#refusals = 0;
      return { passes: true };
    }
    this.#refusals += 1;
    return { passes: false, cut: this.#refusals >= this.#maxRefusals, waitMs: used.waitMs() };
  }
}
