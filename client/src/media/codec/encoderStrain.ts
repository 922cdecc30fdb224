/** What an encoder has done by a moment, as the browser counts it (W3C WebRTC Statistics). */
export interface EncoderCounters {
  /** Of the sender; another one begins its counters anew. */
  id: string;
  /** ms */
  at: number;
  frames: number;
  /** Seconds that it was encoding. */
  encodingS: number;
  /** Whether the browser lowers the picture because of the processor. */
  isLimited: boolean;
}

/** An encoder that works for more than this share of the time drops what moves faster. */
const mostBusy = 0.85;
/** Fewer frames a second are a screen that rests, whatever each of them costs. */
const fewestFrames = 5;
/** One reading a second: a new page, or another program's start, is no reason yet. */
const strainedReadings = 3;

/** Says from readings of an encoder, one a second, when it is too much for its machine. */
export class EncoderStrain {
  #last: EncoderCounters | null = null;
  #strained = 0;

  /** @returns whether the encoder has been strained for so long that another codec is better */
  take(next: EncoderCounters | null): boolean {
    const last = this.#last;
    this.#last = next;
    if (!next || last?.id !== next.id || next.at <= last.at) {
      this.#strained = 0;
      return false;
    }
    const seconds = (next.at - last.at) / 1_000;
    const moves = (next.frames - last.frames) / seconds >= fewestFrames;
    const isBusy = (next.encodingS - last.encodingS) / seconds >= mostBusy;
    this.#strained = next.isLimited || (moves && isBusy) ? this.#strained + 1 : 0;
    return this.#strained >= strainedReadings;
  }
}
