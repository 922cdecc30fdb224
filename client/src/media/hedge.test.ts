import { expect, test } from 'vitest';
import { shouldHedge } from './hedge.ts';

test('[L9] the other path is sent on as soon as the wanted one is silent and that one is not', () => {
  expect(shouldHedge('direct', { direct: 140, relay: 40 })).toBe(false);
  expect(shouldHedge('direct', { direct: 160, relay: 40 })).toBe(true);
  expect(shouldHedge('relay', { direct: 40, relay: 160 })).toBe(true);
});

test('[L9] a busy machine delays both: one is not given up for being a little later', () => {
  expect(shouldHedge('direct', { direct: 160, relay: 70 })).toBe(false);
  expect(shouldHedge('direct', { direct: 160, relay: 60 })).toBe(true);
});

test('[L9] where both are silent for a moment a page stands still, and is not given more to do', () => {
  expect(shouldHedge('direct', { direct: 400, relay: 390 })).toBe(false);
});

test('[L9] where both stay silent both are tried: either may be the first to come back', () => {
  expect(shouldHedge('direct', { direct: 1200, relay: 1100 })).toBe(true);
});
