import type { ControlLevel } from '@beside/shared/domain/control';
import {
  clipboardTypes,
  type InputRefusal,
  type ViewerMessage,
} from '@beside/shared/protocol/input';

/** What the gate makes of one message. */
export type Verdict = { pass: true } | { pass: false; refuse: InputRefusal | null };

const drop: Verdict = { pass: false, refuse: null };
/** They move nothing, and pass while the customer's own hand is at work. */
const quietTypes: ReadonlySet<ViewerMessage['type']> = new Set(['release', ...clipboardTypes]);
const keyTypes: ReadonlySet<ViewerMessage['type']> = new Set(['key-down', 'key-up', 'text']);

/**
 * The gate between the hand and the page, on the customer's side: nothing moves without a grant in
 * force, of the right level, with a number that was not there before. It has one caller.
 *
 * A stroke passes exactly once and in order, by whichever channel it came (what is sent again is an
 * old number); a move only on `moves`, and only if it is newer than everything carried out.
 */
export class InputGate {
  #grant: { id: number; level: ControlLevel } | null = null;
  #lastKey = 0;
  #lastMove = 0;
  /** The customer's own hand is at work: nothing passes, and nothing waits to. */
  held = false;

  open(id: number, level: ControlLevel): void {
    this.#grant = { id, level };
    this.#lastKey = 0;
    this.#lastMove = 0;
    this.held = false;
  }

  /** Holds from this very call on. */
  close(): void {
    this.#grant = null;
  }

  get grant(): { id: number; level: ControlLevel } | null {
    return this.#grant;
  }

  /** The newest number on `keys` that has been dealt with, for the answer to the viewer. */
  get lastKey(): number {
    return this.#lastKey;
  }

  judge(message: ViewerMessage, channel: 'moves' | 'keys'): Verdict {
    if (message.type === 'move' && channel !== 'moves') return drop;
    const grant = this.#grant;
    if (!grant || message.grantId !== grant.id) return { pass: false, refuse: 'no-grant' };
    if (message.type === 'move') {
      if (message.seq <= this.#lastMove || message.after !== this.#lastKey) return drop;
      this.#lastMove = message.seq;
      return this.held ? drop : { pass: true };
    }
    if (message.seq !== this.#lastKey + 1) return drop;
    this.#lastKey = message.seq;
    if (this.held && !quietTypes.has(message.type)) {
      return { pass: false, refuse: 'customer-active' };
    }
    if (keyTypes.has(message.type) && grant.level !== 'pointer-and-keyboard') {
      return { pass: false, refuse: 'level' };
    }
    return { pass: true };
  }
}
