import { maxChunk } from '@beside/shared/protocol/drawing';
import type { Mark } from './markBook.ts';
import type { DrawingBody } from './pencil.ts';

/** A mark as it is told to whoever has not heard of it, in pieces, from a point on. */
export function wholeMark(mark: Mark, from = 0): DrawingBody[] {
  const { author, id, tool, points, done, text } = mark;
  if (tool === 'text') {
    const at = points[0];
    return at ? [{ type: 'text', author, id, at, text }] : [];
  }
  // Of what has two ends, the second may have moved since.
  const start = tool === 'pen' ? Math.min(from, points.length) : 0;
  const pieces: DrawingBody[] = [];
  for (let at = start; at === start || at < points.length; at += maxChunk) {
    const piece = points.slice(at, at + maxChunk);
    const last = at + maxChunk >= points.length;
    pieces.push({ type: 'line', author, id, tool, from: at, points: piece, done: done && last });
  }
  return pieces;
}
