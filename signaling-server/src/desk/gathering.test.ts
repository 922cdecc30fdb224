import { expect, test } from 'vitest';
import { createGathering } from './gathering.ts';

function open(gatherMs: number) {
  const gathering = createGathering(gatherMs);
  const dueAt = (key: string, now: number): number => {
    const next = gathering.dueAt(key, now);
    gathering.set(key, next);
    return next;
  };
  return { dueAt };
}

test('[N4] the first is looked at at once, and what follows once for all of it', () => {
  const { dueAt } = open(100);
  expect(dueAt('a', 1_000)).toBe(1_000);
  expect([1_010, 1_050, 1_099].map((now) => dueAt('a', now))).toEqual([1_100, 1_100, 1_100]);
  expect(dueAt('b', 1_050)).toBe(1_050);
});

test('[N4] looks are apart by no less than that, however long it goes on', () => {
  const { dueAt } = open(100);
  const looks = new Set(Array.from({ length: 1_000 }, (_, at) => dueAt('a', at)));
  expect([...looks]).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
});

test('[N4] after a pause it is looked at at once again', () => {
  const { dueAt } = open(100);
  dueAt('a', 0);
  dueAt('a', 50);
  expect(dueAt('a', 250)).toBe(250);
});

test('[N4] what is remembered is bounded: who is forgotten is looked at at once', () => {
  const { dueAt } = open(100);
  dueAt('first', 0);
  for (let at = 0; at < 10_000; at += 1) dueAt(`${at}`, 1);
  expect(dueAt('first', 2)).toBe(2);
});

test('[N4] what will not be looked at keeps nothing that follows waiting', () => {
  const gathering = createGathering(100);
  expect(gathering.dueAt('a', 1_000)).toBe(1_000);
  expect(gathering.dueAt('a', 1_010)).toBe(1_010);
});
