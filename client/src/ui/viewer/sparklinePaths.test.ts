import { expect, test } from 'vitest';
import { sparklinePaths } from './sparklinePaths.ts';

const size = { width: 100, height: 24 };

test('[S5] a graph that has just begun stands at the right, the newest value last', () => {
  expect(sparklinePaths([0, 10], 3, 10, size).line).toBe('M50 22L100 2');
});

test('[S5] a calm line stays low, a higher value than the least takes the whole height', () => {
  expect(sparklinePaths([10], 2, 100, size).line).toBe('M100 20');
  expect(sparklinePaths([10, 200], 2, 100, size).line).toBe('M0 21L100 2');
});

test('[S5] what was not measured is a gap', () => {
  const { line, area } = sparklinePaths([10, null, 10], 3, 10, size);
  expect(line).toBe('M0 2M100 2');
  expect(area).toBe('M0 24L0 2L0 24ZM100 24L100 2L100 24Z');
  expect(sparklinePaths([], 3, 10, size)).toEqual({ line: '', area: '' });
});
