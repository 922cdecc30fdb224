import type { UserId } from '@beside/shared/domain/ids';
import type { Author, MarkTool } from '@beside/shared/protocol/drawing';
import type { PastMark } from './markBook.ts';

/** One step of a drawing, as a recording keeps it. Positions are fractions of the frame, 0 to 1. */
export type DrawingEvent = {
  /** Milliseconds since the beginning that was asked for. */
  at: number;
  mark: string;
  /** `null` is the customer. */
  by: UserId | null;
} & (
  | { type: 'points'; tool: MarkTool; points: { x: number; y: number }[]; text?: string }
  | { type: 'erased' }
);

/**
 * What was drawn, step by step in the order of time: points that came together are one step.
 *
 * @param history of a board or of a viewer
 * @param since the moment that counts as 0, by the clock of the history
 */
export function exportDrawing(
  history: readonly PastMark[],
  authors: readonly Author[],
  since: number,
): DrawingEvent[] {
  const userOf = (author: number): UserId | null =>
    authors.find((known) => known.author === author)?.user ?? null;
  const events = history.flatMap((mark, at): DrawingEvent[] => {
    const { author, tool, points, times, text, erasedAt } = mark;
    // A number may be given again on a board that was wiped.
    const head = { mark: `${at}`, by: userOf(author) };
    const moments = [...new Set(times)];
    const drawn = moments.map((moment): DrawingEvent => ({
      ...{ type: 'points', at: moment - since, ...head, tool },
      points: points.filter((_, index) => times[index] === moment).map(toFraction),
      ...(tool === 'text' && { text }),
    }));
    return erasedAt === null
      ? drawn
      : [...drawn, { type: 'erased', at: erasedAt - since, ...head }];
  });
  return events.toSorted((one, other) => one.at - other.at);
}

function toFraction({ x, y }: { x: number; y: number }): { x: number; y: number } {
  return { x: x / 65_535, y: y / 65_535 };
}
