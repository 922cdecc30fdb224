import type { UserId } from '@beside/shared/domain/ids';
import { decodeDrawing, encodeDrawing, type DrawingMessage } from '@beside/shared/protocol/drawing';
import { maxPieceEventBytes, type RecordedEvent } from '@beside/shared/protocol/recording';

/** Of a hand that moves, more than this tells nobody more. */
const moveEveryMs = 100;
/** What a line of JSON has beside what it tells. */
const lineBytes = 64;
const full = 65_535;

interface Place {
  x: number;
  y: number;
}

/** Unnumbered, without its time. */
type Happened = RecordedEvent extends infer E
  ? E extends RecordedEvent
    ? Omit<E, 'at'>
    : never
  : never;

/**
 * Gathers what happens on the picture, by the clock of the recorder, until it is taken along with a
 * piece. Never what is typed.
 */
export class RecordedEvents {
  #waiting: RecordedEvent[] = [];
  #bytes = 0;
  #movedAt = -Infinity;
  readonly #begun = new Set<string>();

  /** The hand is there; of the frame, 0 to 65,535. */
  hand(type: 'move' | 'press', { x, y }: Place, at: number): void {
    if (type === 'move' && at - this.#movedAt < moveEveryMs) return;
    this.#movedAt = at;
    this.#add({ type, x: x / full, y: y / full }, at);
  }

  /**
   * The board said something.
   *
   * @param nameOf who an author is
   */
  board(bytes: Uint8Array, at: number, nameOf: (author: number) => UserId | null): void {
    const message = decodeDrawing(bytes);
    if (!message || message.by !== 'board') return;
    this.#add({ type: 'board', bytes: btoa(String.fromCharCode(...bytes)) }, at);
    const isMark = message.type === 'text' || (message.type === 'line' && message.from === 0);
    if (!isMark) return;
    const name = `${message.board} ${message.author} ${message.id}`;
    if (this.#begun.has(name)) return;
    this.#begun.add(name);
    this.#add({ type: 'drawn', by: nameOf(message.author) }, at);
  }

  /**
   * What was drawn here, as the board tells it to everybody else.
   *
   * @param own number of this page on the board
   */
  drawnHere(bytes: Uint8Array, at: number, own: number, me: UserId): void {
    const message = decodeDrawing(bytes);
    if (!message || message.by !== 'author' || message.type === 'want') return;
    const marks = 'marks' in message ? message.marks.map((mark) => ({ ...mark, author: own })) : [];
    const told = { ...message, by: 'board', author: own, ...(marks.length > 0 && { marks }) };
    this.board(encodeDrawing(told as DrawingMessage), at, () => me);
  }

  /** What has happened up to then, oldest first; it is forgotten here. */
  take(until: number): RecordedEvent[] {
    const taken = this.#waiting.filter(({ at }) => at <= until);
    this.#waiting = this.#waiting.filter(({ at }) => at > until);
    this.#bytes = this.#waiting.reduce((sum, event) => sum + sizeOf(event), 0);
    return taken;
  }

  clear(): void {
    this.#waiting = [];
    this.#bytes = 0;
    this.#begun.clear();
  }

  #add(happened: Happened, at: number): void {
    const event: RecordedEvent = { ...happened, at };
    // More than one piece can carry: the picture shows the rest, and the board says it again.
    if (this.#bytes + sizeOf(event) > maxPieceEventBytes) return;
    this.#bytes += sizeOf(event);
    this.#waiting.push(event);
  }
}

function sizeOf(event: RecordedEvent): number {
  return lineBytes * 2 + (event.type === 'board' ? event.bytes.length : 0);
}
