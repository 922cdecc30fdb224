/** Where a frame stands among those of its stream. */
export interface FramePlace {
  /** The stream that it belongs to; each counts for itself. */
  source: number;
  /** Rises with each frame. */
  id: number;
  /** The frames that it cannot be decoded without; none: a key frame. */
  needs: readonly number[];
}

/** A key frame is asked for long before so many wait for one that is lost. */
const mostWaiting = 128;
/** Frames refer to the one before them, or to few of the last ones. */
const remembered = 64;

/**
 * Hands out frames as soon as what they refer to has been handed out, which is at once where nothing
 * was lost. They come as they arrive: out of order, where one had to be sent again.
 */
export class FrameOrder<Frame> {
  #source: number | undefined;
  #newest = -Infinity;
  #decodable = new Set<number>();
  #waiting: { frame: Frame; place: FramePlace }[] = [];

  /** @returns what can be decoded now, in this order; never what is older than what already was */
  take(frame: Frame, place: FramePlace): Frame[] {
    if (place.source !== this.#source) this.#begin(place.source);
    if (place.id <= this.#newest) return [];
    if (place.needs.length === 0) this.#beginAt(place.id);
    this.#waiting.push({ frame, place });
    this.#waiting.sort((one, other) => one.place.id - other.place.id);
    const ready = this.#takeReady();
    this.#waiting.splice(0, this.#waiting.length - mostWaiting);
    return ready;
  }

  /** Whether frames have come that cannot be decoded yet. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Nothing can be decoded before the next key frame. */
  restart(): void {
    this.#beginAt(Infinity);
  }

  #begin(source: number): void {
    this.#source = source;
    this.#newest = -Infinity;
    this.restart();
  }

  /** What is older than a key frame is of no use any more. */
  #beginAt(key: number): void {
    this.#decodable.clear();
    this.#waiting = this.#waiting.filter(({ place }) => place.id > key);
  }

  #takeReady(): Frame[] {
    const ready: Frame[] = [];
    this.#waiting = this.#waiting.filter(({ frame, place: { id, needs } }) => {
      if (!needs.every((each) => this.#decodable.has(each))) return id > this.#newest;
      ready.push(frame);
      this.#newest = id;
      this.#decodable.add(id);
      return false;
    });
    for (const id of this.#decodable) {
      if (this.#decodable.size <= remembered) break;
      this.#decodable.delete(id);
    }
    return ready;
  }
}
