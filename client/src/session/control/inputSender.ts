import {
  decodeInput,
  encodeInput,
  type ClipboardMessage,
  type HoldReason,
  type InputRefusal,
  type ViewerMessage,
} from '@beside/shared/protocol/input';

/** A message without what the sender adds: grant and number. */
type Unnumbered<T> = T extends unknown ? Omit<T, 'grantId' | 'seq' | 'after'> : never;
export type Move = Unnumbered<Extract<ViewerMessage, { type: 'move' }>>;
export type Stroke = Unnumbered<Exclude<ViewerMessage, { type: 'move' }>>;

/**
 * Unanswered for so long, the next strokes go along on `moves` as well, again and again: there nothing
 * waits for what was lost before it, as on `keys` for a repair that takes half a second and more.
 * Answers come with the other end's beats, up to 50 ms later than what they answer.
 */
const copyAfterMs = 150;
const copiedAtOnce = 32;
/** A longer message is repaired by `keys` alone. */
const maxCopiedBytes = 256;
/**
 * Unanswered for so long, what is on `keys` is sent again there, and twice as late each time that this
 * was no good: a bad line repairs itself, and more on top of it makes it worse.
 */
const resendAfterMs = { first: 800, longest: 3_200 };
/** Of what is sent again for want of an answer: the next ones in order, for the rest waits for them. */
const resentAtOnce = 64;
/** A hold is told twice a second while it lasts: the word of its end may have been lost. */
const holdEndsMs = 1_500;
/** More than a person can type into a dead link; what comes then is given up, and nothing stays held. */
const maxUnanswered = 2_048;

interface Parts {
  send(channel: 'moves' | 'keys', bytes: Uint8Array<ArrayBuffer>): boolean;
  onRefused(reason: InputRefusal): void;
  /** The customer's own mouse or keyboard is in use; `null` when it is so no more. */
  onHold(reason: HoldReason | null): void;
  onClipboard(message: ClipboardMessage): void;
}

/**
 * The technician's end of the input channels. Strokes are numbered and kept until they are answered;
 * after a change of path the unanswered go out again, and the gate lets each through once.
 */
export class InputSender {
  readonly #parts: Parts;
  #grantId: number | null = null;
  #seq = 0;
  #moves = 0;
  #unanswered: { seq: number; bytes: Uint8Array<ArrayBuffer> }[] = [];
  /** When the next of them was first there, or was copied. */
  #copiedAt = 0;
  /** Since when no answer has come that was waited for, or it was sent again. */
  #waitsSince = 0;
  #patienceMs = resendAfterMs.first;
  /** Strokes were given up: what they would have let go of is still held. */
  #gaveUp = false;
  #heldUntil: number | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Begins anew under a grant, or stops with `null`. */
  setGrant(grantId: number | null): void {
    if (grantId === this.#grantId) return;
    this.#grantId = grantId;
    this.#seq = 0;
    this.#moves = 0;
    this.#unanswered = [];
    this.#gaveUp = false;
    this.#hold(null, 0);
  }

  move(move: Move): void {
    const grantId = this.#grantId;
    if (grantId === null) return;
    this.#moves += 1;
    this.#parts.send(
      'moves',
      encodeInput({ ...move, grantId, seq: this.#moves, after: this.#seq }),
    );
  }

  stroke(stroke: Stroke, now: number): void {
    const grantId = this.#grantId;
    if (grantId === null) return;
    if (this.#unanswered.length >= maxUnanswered) {
      this.#gaveUp = true;
      return;
    }
    if (this.#gaveUp) {
      this.#gaveUp = false;
      this.stroke({ type: 'release' }, now);
    }
    this.#seq += 1;
    const bytes = encodeInput({ ...stroke, grantId, seq: this.#seq });
    if (this.#unanswered.length === 0) {
      this.#waitAnew(now);
      this.#copiedAt = now;
    }
    this.#unanswered.push({ seq: this.#seq, bytes });
    this.#parts.send('keys', bytes);
  }

  /** @param bytes untrusted: what came back on `keys` */
  answer(bytes: Uint8Array, now: number): void {
    const message = decodeInput(bytes);
    if (!message || message.grantId !== this.#grantId) return;
    if (message.type === 'refused') this.#parts.onRefused(message.reason);
    if (message.type === 'done') {
      const left = this.#unanswered.filter(({ seq }) => seq > message.seq);
      if (left.length < this.#unanswered.length) {
        this.#waitAnew(now);
        this.#copiedAt = now;
      }
      this.#unanswered = left;
    }
    if (message.type === 'hold') {
      this.#hold(message.reason === 'none' ? null : message.reason, now);
    }
    if (message.type === 'clip' || message.type === 'clip-answer') this.#parts.onClipboard(message);
  }

  /** The way has changed: what may have been lost with the old one goes out again. */
  pathChanged(now: number): void {
    this.#waitAnew(now);
    this.#resend(this.#unanswered);
  }

  tick(now: number): void {
    if (this.#heldUntil !== null && now > this.#heldUntil) this.#hold(null, now);
    if (this.#unanswered.length === 0) return;
    if (now - this.#copiedAt >= copyAfterMs) this.#copy(now);
    if (now - this.#waitsSince <= this.#patienceMs) return;
    this.#waitsSince = now;
    this.#patienceMs = Math.min(this.#patienceMs * 2, resendAfterMs.longest);
    this.#resend(this.#unanswered.slice(0, resentAtOnce));
  }

  #hold(reason: HoldReason | null, now: number): void {
    if (reason === null && this.#heldUntil === null) return;
    this.#heldUntil = reason === null ? null : now + holdEndsMs;
    this.#parts.onHold(reason);
  }

  #waitAnew(now: number): void {
    this.#waitsSince = now;
    this.#patienceMs = resendAfterMs.first;
  }

  #copy(now: number): void {
    this.#copiedAt = now;
    for (const { bytes } of this.#unanswered.slice(0, copiedAtOnce)) {
      if (bytes.length > maxCopiedBytes) break;
      this.#parts.send('moves', bytes);
    }
  }

  #resend(strokes: readonly { bytes: Uint8Array<ArrayBuffer> }[]): void {
    for (const { bytes } of strokes) this.#parts.send('keys', bytes);
  }
}
