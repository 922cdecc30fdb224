/** What a screen that rests is sent at: somebody writes in it, or a browser repeats a still picture. */
const mostAtRest = 10;
/** Somebody scrolls, or something plays. */
const fewestInMotion = 15;
/** One reading a second: a glance at the next page is no rest, nor is the next page motion. */
const readings = { rest: 3, motion: 2 };

/** Says from readings of an encoder, one a second, whether the picture rests. */
export class PictureRest {
  #rests = false;
  /** Readings in a row that say otherwise. */
  #against = 0;

  get rests(): boolean {
    return this.#rests;
  }

  /** @param framesPerSecond `null` where nothing was sent */
  take(framesPerSecond: number | null): void {
    const says =
      framesPerSecond !== null &&
      (this.#rests ? framesPerSecond >= fewestInMotion : framesPerSecond <= mostAtRest);
    this.#against = says ? this.#against + 1 : 0;
    if (this.#against < (this.#rests ? readings.motion : readings.rest)) return;
    this.#rests = !this.#rests;
    this.#against = 0;
  }
}
