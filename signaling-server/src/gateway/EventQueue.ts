/** How many events of one socket are begun in a turn of the event loop. */
const eachTurn = 4;

/**
 * The events of one socket, in their order: who sends hundreds at once keeps nobody else waiting
 * until the last of them has been looked into.
 */
export class EventQueue {
  #waiting: (() => void)[] = [];
  #left = eachTurn;
  #isScheduled = false;

  /** Begins it now, or in a turn to come. */
  push(begin: () => void): void {
    this.#waitForTurn();
    if (this.#left === 0) {
      this.#waiting.push(begin);
      return;
    }
    this.#left -= 1;
    begin();
  }

  /** Nobody waits for what has not begun. */
  clear(): void {
    this.#waiting = [];
  }

  #waitForTurn(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#goOn());
  }

  #goOn(): void {
    this.#isScheduled = false;
    const next = this.#waiting.splice(0, eachTurn);
    this.#left = eachTurn - next.length;
    if (next.length > 0) this.#waitForTurn();
    for (const begin of next) begin();
  }
}
