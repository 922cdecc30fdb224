import type { HandBatch } from '@beside/shared/protocol/contract/helper';
import { maxHandMessages } from '@beside/shared/protocol/limits';

/** Batches go out this far apart at the least: a page may send 60 events a second. */
const batchPeriodMs = 25;
/** The other end lets go of what is held when it has heard nothing for a second. */
const heartbeatMs = 300;
const resendAfterMs = 400;
/** After that nothing waits any longer: keys that come late hit something else than was meant. */
const giveUpAfterMs = 2_000;
/** How many batches may be on their way at a time; what comes meanwhile waits. */
const maxUnanswered = 8;
/** More than a person does in two seconds. */
const maxWaiting = 256;

type Piece = { hand: string; isMove: boolean };

/**
 * What the hand does, on its way to the desktop helper: strokes all and in order, of moves the newest.
 * Batches are numbered and kept until they are answered. Where no answer comes, the queue is `away`:
 * what waited is thrown away, and a new stream begins with an empty batch that asks for a sign of life.
 */
export class HandQueue {
  readonly #send: (batch: HandBatch) => void;
  #stream = 0;
  #number = 0;
  #waiting: Piece[] = [];
  #unanswered: { batch: HandBatch; since: number }[] = [];
  #lastSentAt = -Infinity;
  #resentAt = -Infinity;
  #away = false;

  constructor(send: (batch: HandBatch) => void, now: number) {
    this.#send = send;
    this.begin(now);
  }

  get away(): boolean {
    return this.#away;
  }

  /** Begins a new stream; nothing of the old one is carried out any more. */
  begin(now: number): void {
    this.#stream += 1;
    this.#number = 0;
    this.#waiting = [];
    this.#unanswered = [];
    this.#emit([], now);
  }

  /**
   * @param hand one encoded message, base64
   * @returns whether it is on its way
   */
  push(hand: string, isMove: boolean, now: number): boolean {
    if (this.#away) return false;
    if (isMove && this.#waiting.at(-1)?.isMove) this.#waiting.pop();
    if (this.#waiting.length >= maxWaiting) {
      this.#giveUp(now);
      return false;
    }
    this.#waiting.push({ hand, isMove });
    this.#flush(now);
    return true;
  }

  /** Everything up to this number has been carried out. */
  done({ stream, number }: Pick<HandBatch, 'stream' | 'number'>, now: number): void {
    if (stream !== this.#stream) return;
    this.#away = false;
    this.#unanswered = this.#unanswered.filter(({ batch }) => batch.number > number);
    this.#flush(now);
  }

  tick(now: number): void {
    const [oldest] = this.#unanswered;
    if (oldest && !this.#away && now - oldest.since > giveUpAfterMs) this.#giveUp(now);
    else if (oldest && now - Math.max(oldest.since, this.#resentAt) > resendAfterMs) {
      this.#resentAt = now;
      for (const { batch } of this.#unanswered) this.#send(batch);
    }
    this.#flush(now);
    if (this.#unanswered.length === 0 && now - this.#lastSentAt > heartbeatMs) this.#emit([], now);
  }

  #giveUp(now: number): void {
    this.#away = true;
    this.begin(now);
  }

  #flush(now: number): void {
    const mayGo =
      this.#unanswered.length < maxUnanswered && now - this.#lastSentAt >= batchPeriodMs;
    if (this.#waiting.length === 0 || !mayGo) return;
    const pieces = this.#waiting.splice(0, maxHandMessages);
    this.#emit(
      pieces.map(({ hand }) => hand),
      now,
    );
  }

  #emit(hand: string[], now: number): void {
    this.#number += 1;
    const batch: HandBatch = { stream: this.#stream, number: this.#number, hand };
    this.#unanswered.push({ batch, since: now });
    this.#lastSentAt = now;
    this.#send(batch);
  }
}
