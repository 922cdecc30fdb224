import { afterEach, expect, it, vi } from 'vitest';
import { beatPeriodMs } from '@beside/shared/protocol/beat';
import { LinkSender } from './linkSender.ts';
import { lookAfterPaths, untilItCounts } from './pathLooks.ts';

afterEach(() => void vi.useRealTimers());

it('[X2] looks at the moment at which a silence begins to count, where no beat falls on it', () => {
  expect(untilItCounts([20, 90])).toBeNull();
  expect(untilItCounts([20, 110])).toBe(41);
  expect(untilItCounts([160, 320])).toBe(31);
  expect(untilItCounts([5_000, Infinity])).toBeNull();
});

it('[X2] no silence has counted for longer than a moment when it is looked at', () => {
  for (const bound of [150, 200, 350]) {
    for (let seenAt = bound - beatPeriodMs + 1; seenAt <= bound; seenAt += 1) {
      const late = seenAt + (untilItCounts([seenAt]) ?? Infinity) - bound;
      expect(late).toBeGreaterThan(0);
      expect(late).toBeLessThanOrEqual(1);
    }
  }
});

it('[X2] a path that fell silent between two beats is hedged without waiting for the next', () => {
  vi.useFakeTimers();
  const sender = new LinkSender();
  const looks = vi.spyOn(sender, 'tick');
  sender.want('direct', performance.now());
  sender.arrived(performance.now());
  const cutAt = performance.now() - 120;
  lookAfterPaths({
    sender,
    silences: () => ({ direct: performance.now() - cutAt, relay: 20 }),
    after: (ms, task) => void setTimeout(task, ms),
  });
  expect(sender.suspects).toBe(false);
  vi.advanceTimersByTime(31);
  expect(sender.suspects).toBe(true);
  expect(looks).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(8);
  expect(looks).toHaveBeenCalledTimes(3);
});
