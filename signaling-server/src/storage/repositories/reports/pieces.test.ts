import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs, hourMs } from './cuts.ts';
import { cutPieces } from './pieces.ts';

const begun = 19_700 * dayMs;
const days = 12;
const minutes = (at: number): number => begun + at * 60_000;

test('[M2] whole days are of the sums, and what is left of the ends is not', () => {
  const times = [begun + 6 * hourMs, begun + 3 * dayMs, begun + 5 * dayMs + 1];
  expect(cutPieces(times, dayMs, [begun + 4 * dayMs])).toEqual([
    { span: 0, from: begun + 6 * hourMs, to: begun + dayMs, isSummed: false },
    { span: 0, from: begun + dayMs, to: begun + 3 * dayMs, isSummed: true },
    { span: 1, from: begun + 3 * dayMs, to: begun + 4 * dayMs, isSummed: true },
    { span: 1, from: begun + 4 * dayMs, to: begun + 5 * dayMs + 1, isSummed: false },
  ]);
});

test('[M2] however it is cut: each moment is in one piece, and no sum is of a changed day', () => {
  const moments = fc.uniqueArray(fc.integer({ min: -3000, max: (days + 2) * 24 * 60 }), {
    ...{ minLength: 2, maxLength: 9 },
  });
  const changedDays = fc.uniqueArray(fc.integer({ min: -2, max: days + 1 }), { maxLength: 6 });
  fc.assert(
    fc.property(moments, changedDays, fc.constantFrom(hourMs, dayMs), (ends, changed, spanMs) => {
      const times = ends.toSorted((a, b) => a - b).map(minutes);
      const noted = changed.toSorted((a, b) => a - b).map((day) => begun + day * dayMs);
      const pieces = cutPieces(times, spanMs, noted);
      for (const [span, from] of times.slice(0, -1).entries()) {
        const own = pieces.filter((piece) => piece.span === span);
        expect([from, ...own.map(({ to }) => to)]).toEqual([
          ...own.map((piece) => piece.from),
          times[span + 1],
        ]);
      }
      for (const { from, to, isSummed } of pieces) {
        expect(from).toBeLessThan(to);
        if (!isSummed) continue;
        expect([from % spanMs, to % spanMs]).toEqual([0, 0]);
        expect(noted.filter((day) => day < to && day + dayMs > from)).toEqual([]);
      }
      // No more is read from sessions than has to be.
      const read = pieces.filter((piece) => !piece.isSummed);
      const needed = times.length * 2 * spanMs + noted.length * dayMs;
      expect(read.reduce((sum, { from, to }) => sum + to - from, 0)).toBeLessThan(needed + 1);
    }),
    { numRuns: 300, seed: 32 },
  );
});
