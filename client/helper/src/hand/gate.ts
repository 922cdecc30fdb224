import type { HelperTold, HelperView } from '@beside/shared/protocol/contract/helper';
import {
  clipboardTypes,
  decodeInput,
  type ClipboardMessage,
  type InputMessage,
  type ViewerMessage,
} from '@beside/shared/protocol/input';

/** What the hand does: no answer to it, and nothing about a clipboard. */
export type HandMessage = Exclude<ViewerMessage, ClipboardMessage>;

/** More than hands do: a flood is not carried out, and the page that sends it waits. */
const messagesPerSecond = 600;
const burst = 1_200;
/** What is held is let go of when nothing has come for so long; the page gives a sign every 300 ms. */
const silenceMs = 1_000;

export interface Verdict {
  /** What is to be carried out, in order. */
  messages: HandMessage[];
  /** The number that the page is to be told of; `null`: nothing. */
  done: number | null;
  /** Whether all that is held has to be let go of first. */
  release: boolean;
}

const nothing: Verdict = { messages: [], done: null, release: false };
const otherTypes: ReadonlySet<InputMessage['type']> = new Set([
  ...clipboardTypes,
  'done',
  'refused',
  'hold',
]);
const keyTypes: ReadonlySet<InputMessage['type']> = new Set(['key-down', 'key-up', 'text']);

/**
 * The last gate before the desktop: nothing passes before the person here has agreed, from another
 * page than the one that shares, or under another grant than the one in force. The page has judged
 * it all before; what it says is held against what the server says.
 */
export class HelperGate {
  #agreed = false;
  #view: HelperView | null = null;
  /** Grants that are over; one that was never heard of may be on its way still. */
  readonly #over = new Set<number>();
  #stream = 0;
  #number = 0;
  #heardAt = -Infinity;
  #tokens = burst;
  #filledAt = 0;

  agree(): void {
    this.#agreed = true;
  }

  get grant(): HelperView['control'] {
    return this.#view?.control ?? null;
  }

  /** @returns whether what was held has to be let go of */
  follow(view: HelperView): boolean {
    if (this.#view && view.version < this.#view.version) return false;
    const before = this.grant;
    this.#view = view;
    if (before && before.grantId !== view.control?.grantId) this.#over.add(before.grantId);
    return before?.grantId !== view.control?.grantId || view.paused;
  }

  /** The connection is lost: what holds is told anew when it is back. */
  forget(): void {
    this.#view = null;
  }

  /** Holds from this very call on, for good. */
  close(): void {
    this.#agreed = false;
    this.#view = null;
  }

  judge({ from, stream, number, hand }: HelperTold<'helper:input'>, now: number): Verdict {
    const view = this.#view;
    if (!this.#agreed || !view || from !== view.page || stream < this.#stream) return nothing;
    const isNew = stream > this.#stream;
    if (!isNew && number <= this.#number) return { ...nothing, done: this.#number };
    if (number !== (isNew ? 1 : this.#number + 1)) return nothing;
    const messages = hand.flatMap((encoded) => decodeHand(encoded) ?? []);
    const isEarly = messages.some((message) => this.#isUnheardOf(message));
    if (isEarly || !this.#take(hand.length, now)) return nothing;
    this.#stream = stream;
    this.#number = number;
    this.#heardAt = now;
    const passing = messages.filter((message) => this.#passes(message, view));
    return { messages: passing, done: number, release: isNew };
  }

  /** Whether it has been silent for so long that nothing may be held any more. */
  isSilent(now: number): boolean {
    return now - this.#heardAt > silenceMs;
  }

  #isUnheardOf({ type, grantId }: HandMessage): boolean {
    const isCurrent = grantId === this.grant?.grantId;
    return type !== 'release' && !isCurrent && !this.#over.has(grantId);
  }

  #passes({ type, grantId }: HandMessage, { control, paused }: HelperView): boolean {
    if (type === 'release') return true;
    if (!control || paused || grantId !== control.grantId) return false;
    return control.level === 'pointer-and-keyboard' || !keyTypes.has(type);
  }

  #take(count: number, now: number): boolean {
    const gained = ((now - this.#filledAt) / 1000) * messagesPerSecond;
    this.#tokens = Math.min(burst, this.#tokens + gained);
    this.#filledAt = now;
    if (this.#tokens < count) return false;
    this.#tokens -= count;
    return true;
  }
}

/** @returns `undefined` for what is no message of a hand */
function decodeHand(encoded: string): HandMessage | undefined {
  const message = decodeInput(Buffer.from(encoded, 'base64'));
  return message && isHand(message) ? message : undefined;
}

function isHand(message: InputMessage): message is HandMessage {
  return !otherTypes.has(message.type);
}
