import {
  maxChunk,
  maxPoints,
  type DrawingMessage,
  type FramePoint,
  type LineTool,
  type MarkName,
  type SpotKind,
} from '@beside/shared/protocol/drawing';
import type { MarkBook } from './markBook.ts';

type Body<T> = T extends unknown ? Omit<T, 'by' | 'board'> : never;
/** A message without what the sender adds: who says it, and to which board. */
export type DrawingBody = Body<DrawingMessage>;

/** What a person does on a board. Points are fractions of the frame; times are given from outside. */
export interface Pencil {
  begin(tool: LineTool, at: FramePoint, now: number): void;
  extend(points: readonly FramePoint[], now: number): void;
  end(now: number): void;
  /** What was begun was not meant. */
  cancel(now: number): void;
  write(at: FramePoint, text: string, now: number): void;
  undo(now: number): void;
  clear(now: number): void;
  spot(kind: SpotKind, points: readonly FramePoint[], now: number): void;
}

interface Parts {
  /** Where the own marks are kept. */
  book: MarkBook;
  /** Whose they are there. */
  author: number;
  send(body: DrawingBody, now: number): void;
}

/** Makes marks of what a hand does, and tells of them piece by piece. */
export function createPencil({ book, author, send }: Parts): Pencil {
  let lastId = 0;
  let lastSpot = 0;
  let drawn: { name: MarkName; tool: LineTool } | null = null;

  const say = (points: readonly FramePoint[], done: boolean, now: number): void => {
    const known = drawn && book.get(drawn.name);
    if (!drawn || (known?.done && points.length > 0)) return;
    // Of what has two ends, the second one moves.
    const length = known?.points.length ?? 0;
    const from = drawn.tool === 'pen' ? length : Math.min(length, 1);
    const line = { type: 'line', ...drawn.name, tool: drawn.tool, from, points, done } as const;
    if (book.line(line, now)) send(line, now);
  };
  const erase = (names: readonly MarkName[], now: number): void => {
    const marks = book.erase(names, now);
    if (marks.length > 0) send({ type: 'erase', marks }, now);
  };
  const own = (): MarkName[] =>
    book.marks.filter((mark) => mark.author === author).map(({ id }) => ({ author, id }));

  const begin = (tool: LineTool, at: FramePoint, now: number): void => {
    lastId = (lastId + 1) & 0xffff;
    drawn = { name: { author, id: lastId }, tool };
    say([at], false, now);
  };
  const extend = (points: readonly FramePoint[], now: number): void => {
    if (!drawn) return;
    if (drawn.tool !== 'pen') return say(points.slice(-1), false, now);
    let left = points;
    while (left.length > 0) {
      const room = maxPoints - (book.get(drawn.name)?.points.length ?? 0);
      const chunk = left.slice(0, Math.min(maxChunk, room));
      left = left.slice(chunk.length);
      say(chunk, false, now);
      // So long a line goes on as another one.
      const last = chunk.at(-1);
      if (last && chunk.length === room) begin('pen', last, now);
    }
  };

  return {
    begin,
    extend,
    end(now) {
      const mark = drawn && book.get(drawn.name);
      // A click without a movement makes a dot by hand, and nothing of what has two ends.
      if (!mark || mark.tool === 'pen') say([], true, now);
      else if (reaches(mark.points)) say(mark.points.slice(-1), true, now);
      else erase([mark], now);
      drawn = null;
    },
    cancel(now) {
      if (drawn) erase([drawn.name], now);
      drawn = null;
    },
    write(at, text, now) {
      lastId = (lastId + 1) & 0xffff;
      const mark = { type: 'text', author, id: lastId, at, text } as const;
      if (book.text(mark, now)) send(mark, now);
    },
    undo: (now) => erase(own().slice(-1), now),
    clear: (now) => erase(own(), now),
    spot(kind, points, now) {
      lastSpot += 1;
      send({ type: 'spot', author, seq: lastSpot, kind, points }, now);
    },
  };
}

/** Whether two ends are apart, by more than a trembling hand. */
function reaches([from, to]: readonly FramePoint[]): boolean {
  return from !== undefined && to !== undefined && Math.hypot(to.x - from.x, to.y - from.y) > 130;
}
