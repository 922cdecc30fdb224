import { expect, it } from 'vitest';
import { endOf } from './alertList.ts';

it('[T6] lets an alert stay for as long as the technician likes, counted from when it was raised', () => {
  const until = 130_000;
  expect(endOf({ until, offer: false }, 100_000, 5)).toBe(105_000);
  expect(endOf({ until, offer: false }, 110_000, 120)).toBe(220_000);
});

it('[T6] lets an offer stay for as long as it is open', () => {
  expect(endOf({ until: 130_000, offer: true }, 100_000, 5)).toBe(130_000);
});

it('[T6] goes by its own clock where the two contradict each other', () => {
  expect(endOf({ until: 999, offer: true }, 100_000, 5)).toBe(130_000);
  expect(endOf({ until: 999, offer: false }, 100_000, 5)).toBe(105_000);
});
