import { expect, it } from 'vitest';
import { leastLoaded } from './leastLoaded.ts';

it('[O3] a room goes to the worker with the fewest, the first of equals', () => {
  const [full, first, second] = [{ roomCount: 2 }, { roomCount: 1 }, { roomCount: 1 }];
  expect(leastLoaded([full, first, second])).toBe(first);
  expect(leastLoaded([])).toBeUndefined();
});
