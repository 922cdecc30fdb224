import { dayMs } from './cuts.ts';

/** A stretch of time from which sums answer for the `span`th of those asked for, or sessions. */
export interface Piece {
  span: number;
  from: number;
  to: number;
  isSummed: boolean;
}

/**
 * Each of the spans between these times, in stretches: whole spans of the sums where these are true,
 * and what is left.
 *
 * @param changed the days whose sums are not true, in their order
 */
export function cutPieces(
  times: readonly number[],
  spanMs: number,
  changed: readonly number[],
): Piece[] {
  const pieces: Piece[] = [];
  let next = 0;
  for (const [span, from] of times.slice(0, -1).entries()) {
    const to = times[span + 1] ?? from;
    const add = (until: number, isSummed: boolean): void => {
      const last = pieces.at(-1);
      const begins = last?.span === span ? last.to : from;
      if (until <= begins) return;
      if (last?.span === span && last.isSummed === isSummed) last.to = until;
      else pieces.push({ span, from: begins, to: until, isSummed });
    };
    const first = Math.ceil(from / spanMs) * spanMs;
    const end = Math.floor(to / spanMs) * spanMs;
    if (first < end) {
      add(first, false);
      // A day may lie in two spans: the next one looks at it again.
      while ((changed[next] ?? end) + dayMs <= first) next++;
      for (let at = next; (changed[at] ?? end) < end; at++) {
        const day = changed[at] ?? end;
        add(Math.max(first, day), true);
        add(Math.min(end, day + dayMs), false);
      }
      add(end, true);
    }
    add(to, false);
  }
  return pieces;
}
