import {
  decodeInput,
  encodeInput,
  type InputMessage,
  type InputRefusal,
} from '@beside/shared/protocol/input';

/** A message without what the sender adds: grant and number. */
type Unnumbered<T> = T extends unknown ? Omit<T, 'grantId' | 'seq' | 'after'> : never;
export type Move = Unnumbered<Extract<InputMessage, { type: 'move' }>>;
export type Stroke = Unnumbered<Exclude<InputMessage, { type: 'move' | 'done' | 'refused' }>>;

/** Unanswered for so long, what is on `keys` is sent again: its path has probably died. */
const resendAfterMs = 400;
/** More than a person can type into a dead link; then the oldest strokes are given up with the grant. */
const maxUnanswered = 512;

interface Parts {
  send(channel: 'moves' | 'keys', bytes: Uint8Array<ArrayBuffer>): boolean;
  onRefused(reason: InputRefusal): void;
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
  #lastSentAt = 0;

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
    if (grantId === null || this.#unanswered.length >= maxUnanswered) return;
    this.#seq += 1;
    const bytes = encodeInput({ ...stroke, grantId, seq: this.#seq });
    this.#unanswered.push({ seq: this.#seq, bytes });
    this.#lastSentAt = now;
    this.#parts.send('keys', bytes);
  }

  /** @param bytes untrusted: what came back on `keys` */
  answer(bytes: Uint8Array): void {
    const message = decodeInput(bytes);
    if (!message || message.grantId !== this.#grantId) return;
    if (message.type === 'refused') this.#parts.onRefused(message.reason);
    if (message.type === 'done') {
      this.#unanswered = this.#unanswered.filter(({ seq }) => seq > message.seq);
    }
  }

  /** The way has changed: what may have been lost with the old one goes out again. */
  pathChanged(now: number): void {
    this.#resend(now);
  }

  tick(now: number): void {
    if (this.#unanswered.length > 0 && now - this.#lastSentAt > resendAfterMs) this.#resend(now);
  }

  #resend(now: number): void {
    this.#lastSentAt = now;
    for (const { bytes } of this.#unanswered) this.#parts.send('keys', bytes);
  }
}
