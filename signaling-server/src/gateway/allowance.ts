/** Sustained events a second that one socket may send, and how many it may save up for a burst. */
const eventsPerSecond = 60;
const burst = 240;
/** A socket that is refused this often without a pause is cut off: it is not a person. */
const refusalsBeforeCut = 600;

/**
 * A token bucket for one socket: brings up a share in a burst, holds a flood off.
 *
 * @param now milliseconds of a clock that does not go back
 */
export class Allowance {
  #tokens = burst;
  #filledAt: number;
  #refusals = 0;

  constructor(now: number) {
    this.#filledAt = now;
  }

  /** @returns whether the event may pass; `cut` says that the socket should be closed */
  take(now: number): { passes: boolean; cut: boolean } {
    this.#tokens = Math.min(
      burst,
      this.#tokens + ((now - this.#filledAt) / 1000) * eventsPerSecond,
    );
    this.#filledAt = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      this.#refusals = 0;
      return { passes: true, cut: false };
    }
    this.#refusals += 1;
    return { passes: false, cut: this.#refusals >= refusalsBeforeCut };
  }
}
