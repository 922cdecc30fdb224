import { expect, test } from 'vitest';
import type { DrawingSource } from './drawingLayer.ts';
import type { Mark } from './markBook.ts';
import { mirrored } from './mirrored.ts';

const mark = (author: number, at: number): Mark => ({
  ...{ author, id: 1, tool: 'pen', done: false, text: '' },
  ...{ points: [{ x: 1, y: 1 }], times: [at] },
});

test('[W6][S10] the mirror leaves to its picture what that shows, but for the stroke of this moment', () => {
  let inPicture = false;
  const all: DrawingSource = {
    marks: () => [mark(0, 1_000), mark(1, 1_000)],
    spots: () => [{ author: 1, kind: 'point', trail: [], lit: true }],
    isFading: () => false,
    nameOf: () => '',
    onChange: () => () => undefined,
  };
  const mirror = mirrored(all, () => inPicture);
  expect([mirror.marks(1_100).length, mirror.spots(1_100).length]).toEqual([2, 1]);
  inPicture = true;
  expect(mirror.marks(1_100)).toMatchObject([{ author: 0 }]);
  // It goes by itself.
  expect([mirror.isFading(1_100), mirror.isFading(1_600)]).toEqual([true, false]);
  expect([mirror.marks(1_600), mirror.spots(1_100)]).toEqual([[], []]);
});
