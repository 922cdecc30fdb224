import { backoffMs } from '@beside/shared/lib/backoff';

/**
 * A server that restarts listens again within two or three seconds, and whoever has waited too long
 * for a try then waits in vain; one that is away for longer is asked more seldom.
 */
const stages = [
  { tries: 12, baseMs: 200, maxMs: 400 },
  { tries: 20, baseMs: 200, maxMs: 1500 },
  { tries: Infinity, baseMs: 2000, maxMs: 10_000 },
] as const;

/**
 * How long a page waits before it tries to connect again.
 *
 * @param failedTries since it was connected last
 * @param random a number in [0, 1)
 */
export function retryDelayMs(failedTries: number, random: number): number {
  const stage = stages.find(({ tries }) => failedTries < tries) ?? stages[0];
  return backoffMs(failedTries, stage, random);
}
