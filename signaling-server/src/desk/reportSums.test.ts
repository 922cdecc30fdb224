import { expect, test } from 'vitest';
import type { AccountId } from '@beside/shared/domain/ids';
import type { ChangedDay } from '../ports/reports.ts';
import { createReportSums } from './reportSums.ts';

const dayMs = 24 * 60 * 60_000;
const now = 19_700 * dayMs + 5_000;

/** So many days that have changed, of which some cannot be summed up. */
function arrange(days: number, failing: (day: number) => boolean = () => false) {
  const left = new Map<number, ChangedDay>();
  for (let at = 1; at <= days; at++) left.set(at, { accountId: 'a' as AccountId, day: at });
  const failures: unknown[] = [];
  const asked: number[] = [];
  const held: { making: Promise<unknown> } = { making: Promise.resolve() };
  const sums = createReportSums({
    storage: {
      reportSums: {
        changed: async (before, _now, limit) => {
          asked.push(before);
          return [...left.values()].slice(0, limit);
        },
        make: async (changed) => {
          await held.making;
          if (failing(changed.day)) throw new Error(`day ${changed.day}`);
          return left.delete(changed.day);
        },
      },
    },
    clock: { now: () => now },
    onFailure: (failure) => failures.push(failure),
  });
  return { sums, left, failures, asked, held };
}

test('[M2] all days that were over are summed up, however many there are', async () => {
  const { sums, left, asked } = arrange(250);
  await sums.tick();
  expect(left.size).toBe(0);
  expect(new Set(asked)).toEqual(new Set([now - 5_000]));
});

test('[M2] what fails is told and tried again with the next look, and keeps back no other day', async () => {
  let isBroken = true;
  const { sums, left, failures } = arrange(3, (day) => isBroken && day === 2);
  await sums.tick();
  expect([failures, [...left.keys()]]).toEqual([[new Error('day 2')], [2]]);
  isBroken = false;
  await sums.tick();
  expect([left.size, failures.length]).toEqual([0, 1]);
});

test('[O4] closing waits for the day under way, and begins no other', async () => {
  const { sums, left, held } = arrange(3);
  const { promise, resolve } = Promise.withResolvers<undefined>();
  held.making = promise;
  sums.start(60_000);
  const closed = sums.close();
  resolve(undefined);
  await closed;
  expect(left.size).toBeGreaterThan(1);
  await sums.tick();
  expect(left.size).toBeGreaterThan(1);
});
