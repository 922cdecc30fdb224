import type { Beat } from '@beside/shared/protocol/beat';
import { suspectAfterMs } from './pathChoice.ts';

/** How a path fares, from its heartbeat alone: a still screen sends no video, a living path beats. */
export interface PathHealth {
  /** How long nothing has got through in the worse direction, in ms. */
  silentMs: number;
  roundTripMs: number | null;
  /** Share of the other end's beats that did not arrive lately, 0 to 1; silences do not count. */
  loss: number | null;
}

type Numbers = Pick<Beat, 'seq' | 'echoSeq' | 'echoDelayMs'>;

/** How many beats the loss is counted over: at 50 ms each, the last four seconds. */
const window = 80;
/** Of fewer, one that is lost would say too much. */
const fewest = 20;
/** A beat that is so far behind was not overtaken: the other end has begun anew, and counts from 1. */
const begunAnewBehind = 40;
/** Own beats whose sending time is kept for the round trip; older echoes say only that it lives. */
const remembered = 256;

/**
 * Follows the heartbeat of one path. Times are milliseconds of one clock that does not go back.
 * Hears both directions: the other end's beats arrive here, and their echo says that ours arrive
 * there, so that a link cut one way only is noticed at both ends.
 */
export class PathPulse {
  readonly #sentAt = new Map<number, number>();
  #heard: number[] = [];
  /** The first beat since the path was last silent: what that cost is no loss to be feared again. */
  #countedFrom = 0;
  #seq = 0;
  #lastHeardSeq = 0;
  #lastHeardAt: number;
  #lastEchoedSentAt: number;
  #roundTripMs: number | null = null;

  constructor(now: number) {
    this.#lastHeardAt = now;
    this.#lastEchoedSentAt = now;
  }

  /** The numbers of the next beat to send. */
  next(now: number): Numbers {
    this.#seq += 1;
    this.#sentAt.set(this.#seq, now);
    this.#sentAt.delete(this.#seq - remembered);
    return {
      seq: this.#seq,
      echoSeq: this.#lastHeardSeq,
      echoDelayMs: this.#lastHeardSeq === 0 ? 0 : now - this.#lastHeardAt,
    };
  }

  heard(beat: Numbers, now: number): void {
    const begunAnew = this.#lastHeardSeq - beat.seq >= begunAnewBehind;
    // Overtaken on the way: it says nothing that a newer one has not said better.
    if (beat.seq <= this.#lastHeardSeq && !begunAnew) return;
    if (begunAnew || this.#heard.length === 0 || now - this.#lastHeardAt > suspectAfterMs) {
      this.#heard = [];
      this.#countedFrom = beat.seq;
    }
    this.#lastHeardSeq = beat.seq;
    this.#lastHeardAt = now;
    this.#heard.push(beat.seq);
    this.#heard = this.#heard.filter((seq) => seq > beat.seq - window);
    const sentAt = this.#sentAt.get(beat.echoSeq);
    if (sentAt === undefined) return;
    this.#lastEchoedSentAt = Math.max(this.#lastEchoedSentAt, sentAt);
    const sample = Math.max(0, now - sentAt - beat.echoDelayMs);
    this.#roundTripMs =
      this.#roundTripMs === null ? sample : this.#roundTripMs * 0.8 + sample * 0.2;
  }

  /** Whether both directions have worked at least once. */
  get proven(): boolean {
    return this.#roundTripMs !== null;
  }

  health(now: number): PathHealth {
    const inwards = now - this.#lastHeardAt;
    const outwards = now - this.#lastEchoedSentAt - (this.#roundTripMs ?? 0);
    const expected = Math.min(window, this.#lastHeardSeq - this.#countedFrom + 1);
    return {
      silentMs: Math.max(inwards, outwards, 0),
      roundTripMs: this.#roundTripMs,
      loss:
        this.#heard.length === 0 || expected < fewest
          ? null
          : Math.max(0, 1 - this.#heard.length / expected),
    };
  }
}
