/** CSS pixels that browsers make of one notch of a wheel. */
const pixelsPerNotch = 100;

/** Counts whole notches where a desktop knows no others; what is left over is kept for the next. */
export class Notches {
  #rest = 0;

  /** @returns how many, negative the other way */
  take(delta: number): number {
    // Turned round: what was left over from the way before is of no use.
    if (Math.sign(delta) !== Math.sign(this.#rest)) this.#rest = 0;
    this.#rest += delta;
    const whole = Math.trunc(this.#rest / pixelsPerNotch);
    this.#rest -= whole * pixelsPerNotch;
    // Not a negative nothing.
    return whole || 0;
  }
}
