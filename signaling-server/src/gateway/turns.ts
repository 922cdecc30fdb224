/** How much of one socket is worked on at a time; the rest waits its turn, behind its own and nobody else's. */
const atATime = 8;

/** Keeps a socket's order, and its burst from standing before everybody else's questions. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= atATime) await new Promise<void>((begin) => this.#waiting.push(begin));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      // Whoever is next has the place, without anybody coming in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
