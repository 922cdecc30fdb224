import { expect, test } from 'vitest';
import { measureReturns } from './measureReturns.ts';
import type { Happening } from './history.ts';

const fault = { startedAt: 1_000, healedAt: 2_000 };
const down = (at: number, page = 'anna'): Happening => ({ at, page, kind: 'down' });
const followed = (at: number, page = 'anna'): Happening => ({
  ...{ at, page, kind: 'followed', request: 'r' },
});

test('[O3] a page that was hit is back with its first answer after the healing', () => {
  expect(measureReturns([down(1_100), followed(2_400), followed(2_900)], fault)).toEqual([400]);
});

test('[O3] a page that went on by another node before the healing waited for nothing', () => {
  expect(measureReturns([down(1_100), followed(1_500)], fault)).toEqual([0]);
});

test('[O3] a page that was not hit does not count, one that never came back does', () => {
  const history = [followed(1_500, 'toni'), down(1_100), down(500, 'robin')];
  expect(measureReturns(history, fault)).toEqual([Number.POSITIVE_INFINITY]);
});
