import { expect, it } from 'vitest';
import { levelOf } from './levelMeter.ts';

const tone = (amplitude: number): Float32Array =>
  Float32Array.from({ length: 8192 }, (_, at) => amplitude * Math.sin(at / 10));

it('[S9] a level is nothing in silence and in faint noise, and full when somebody is loud', () => {
  expect(levelOf(new Float32Array(8192))).toBe(0);
  expect(levelOf(tone(0.0005))).toBe(0);
  expect(levelOf(tone(0.9))).toBe(1);
});

it('[S9] a level rises with the voice', () => {
  const levels = [0.01, 0.05, 0.2].map((amplitude) => levelOf(tone(amplitude)));
  expect(levels).toEqual(levels.toSorted((one, other) => one - other));
  expect(levels[0]).toBeGreaterThan(0);
  expect(levels[2]).toBeLessThan(1);
});
