/**
 * Which counters of one stream have come, so that each is taken once (as RFC 3711, section 3.3.2). What
 * is older than the window counts as having come.
 */
export class ReplayWindow {
  /** More than a jitter buffer or an unordered channel ever mixes up. */
  static readonly size = 512;
  readonly #seen = new Set<number>();
  #highest = 0;

  isNew(counter: number): boolean {
    return counter > this.#highest - ReplayWindow.size && !this.#seen.has(counter);
  }

  /** To be called for authentic counters alone: any other would push the window on. */
  note(counter: number): void {
    this.#seen.add(counter);
    if (counter <= this.#highest) return;
    const from = Math.max(1, this.#highest - ReplayWindow.size + 1);
    this.#highest = counter;
    const end = counter - ReplayWindow.size;
    // A jump over more than a window leaves nothing worth keeping.
    if (end - from > ReplayWindow.size) {
      this.#seen.clear();
      this.#seen.add(counter);
      return;
    }
    for (let old = from; old <= end; old += 1) this.#seen.delete(old);
  }
}
