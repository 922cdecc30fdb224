import { backoffMs } from '@beside/shared/lib/backoff';

/** A server that restarts is back within seconds; who is away for longer is asked more seldom. */
const soon = { baseMs: 200, maxMs: 1500, tries: 15 };
const later = { baseMs: 2000, maxMs: 10_000 };

/**
 * How long a page waits before it tries to connect again.
 *
 * @param failedTries since it was connected last
 * @param random a number in [0, 1)
 */
export function retryDelayMs(failedTries: number, random: number): number {
  return backoffMs(failedTries, failedTries < soon.tries ? soon : later, random);
}
