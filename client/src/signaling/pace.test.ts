import { expect, test } from 'vitest';
import { retryDelayMs } from './pace.ts';

const longest = (failedTries: number): number => retryDelayMs(failedTries, 1 - Number.EPSILON);
/** How many tries fall into the first so many milliseconds, where each waits as long as it can. */
const triesWithin = (ms: number): number => {
  let [tries, waited] = [0, 0];
  for (; waited <= ms; tries += 1) waited += longest(tries);
  return tries - 1;
};

test('[S8] while a server restarts, somebody tries more than twice a second', () => {
  const whileItStarts = Array.from({ length: triesWithin(4_000) }, (_, tries) => longest(tries));
  expect(Math.max(...whileItStarts)).toBeLessThanOrEqual(400);
});

test('[S8] a server that stays away is asked more and more seldom', () => {
  const waits = Array.from({ length: 40 }, (_, tries) => longest(tries));
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits.at(-1)).toBeGreaterThan(9_000);
});

test('[S8] pages that were cut off together come back spread out', () => {
  expect(longest(5) - retryDelayMs(5, 0)).toBeGreaterThanOrEqual(199);
});
