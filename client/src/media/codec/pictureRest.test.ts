import { expect, it } from 'vitest';
import { PictureRest } from './pictureRest.ts';

/** Whether it rests after these readings. */
function restsAfter(...readings: (number | null)[]): boolean {
  const picture = new PictureRest();
  for (const reading of readings) picture.take(reading);
  return picture.rests;
}

it.each([
  ['one that has just come does not', [], false],
  ['nor one that moves', [30, 30, 30, 30], false],
  ['one that stood still for three seconds does', [30, 5, 1, 0], true],
  ['not after two', [30, 5, 5], false],
  ['not where it moved in between', [5, 5, 20, 5, 5], false],
  ['one that is written in does', [8, 10, 7], true],
  ['a next page is no motion', [5, 5, 5, 20, 5], true],
  ['two seconds of scrolling are', [5, 5, 5, 20, 25], false],
  ['what is a little livelier leaves it as it is', [5, 5, 5, 12, 13, 12], true],
  ['where nothing was sent, nothing is known', [null, null, null, null], false],
] as const)('[S8] a picture rests or moves: %s', (_what, readings, rests) => {
  expect(restsAfter(...readings)).toBe(rests);
});
