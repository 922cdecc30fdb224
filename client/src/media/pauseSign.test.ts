import { expect, test } from 'vitest';
import { PauseSign } from './pauseSign.ts';

const sends = { paused: false };
const pauses = { paused: true };

test('[S4] the sharer’s beats tell of a pause, and of its end', () => {
  const sign = new PauseSign();
  expect(sign.isPaused(0)).toBe(false);
  sign.heard('direct', { seq: 1, ...sends }, 0);
  expect(sign.isPaused(0)).toBe(false);
  sign.heard('direct', { seq: 2, ...pauses }, 50);
  expect(sign.isPaused(50)).toBe(true);
  sign.heard('direct', { seq: 3, ...sends }, 100);
  expect(sign.isPaused(100)).toBe(false);
});

test('[S4] what was overtaken on the way does not end a pause', () => {
  const sign = new PauseSign();
  sign.heard('direct', { seq: 2, ...pauses }, 0);
  sign.heard('direct', { seq: 1, ...sends }, 10);
  sign.heard('relay', { seq: 1, ...sends }, 20);
  expect(sign.isPaused(20)).toBe(true);
});

test('[S4] a path that died during a pause does not hold it for ever', () => {
  const sign = new PauseSign();
  sign.heard('direct', { seq: 9, ...pauses }, 0);
  sign.heard('relay', { seq: 1, ...sends }, 1_100);
  expect(sign.isPaused(1_100)).toBe(false);
  sign.begin('direct');
  sign.heard('direct', { seq: 1, ...pauses }, 1_200);
  expect(sign.isPaused(1_200)).toBe(true);
});
