import { expect, test } from 'vitest';
import { laserFadesMs, SpotBook } from './spotBook.ts';

const at = (x: number) => ({ x, y: x });

test('[S10] a laser fades, and leaves nothing', () => {
  const spots = new SpotBook();
  spots.put(1, 1, 'laser', [at(1), at(2)], 0);
  spots.put(1, 2, 'laser', [at(3)], 600);
  const xs = (now: number) => spots.list(now)[0]?.trail.map(({ x }) => x);
  expect(xs(600)).toEqual([1, 2, 3]);
  expect(spots.list(600)[0]?.lit).toBe(true);
  expect(xs(laserFadesMs)).toEqual([3]);
  expect(spots.isFading(laserFadesMs)).toBe(true);
  expect(spots.list(600 + laserFadesMs)).toEqual([]);
  expect(spots.isFading(600 + laserFadesMs)).toBe(false);
});

test('[S10] switched off, a laser goes on fading and its light is out', () => {
  const spots = new SpotBook();
  spots.put(1, 1, 'laser', [at(1)], 0);
  spots.put(1, 2, 'gone', [], 100);
  expect(spots.list(100)).toMatchObject([{ kind: 'laser', lit: false }]);
});

test('[S10] of a pointer the newest place counts, whatever comes late', () => {
  const spots = new SpotBook();
  expect(spots.put(2, 5, 'point', [at(1), at(9)], 0)).toBe(true);
  expect(spots.put(2, 4, 'point', [at(3)], 10)).toBe(false);
  expect(spots.list(10)).toMatchObject([{ author: 2, kind: 'point', trail: [at(9)] }]);
  spots.put(2, 6, 'gone', [], 20);
  expect(spots.list(20)).toEqual([]);
});

test('[S10] a pointer whose last word was lost is forgotten', () => {
  const spots = new SpotBook();
  spots.put(2, 1, 'point', [at(1)], 0);
  expect(spots.list(7_999)).toHaveLength(1);
  expect(spots.list(8_000)).toEqual([]);
});
