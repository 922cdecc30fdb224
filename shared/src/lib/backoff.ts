/**
 * Delay before try number `attempt` (0 is the first retry): exponential, capped, and spread by
 * full jitter over its upper half so that many clients do not come back in step.
 *
 * @param attempt how many tries have failed before, from 0
 * @param random a number in [0, 1)
 * @returns milliseconds
 */
export function backoffMs(
  attempt: number,
  { baseMs, maxMs }: { baseMs: number; maxMs: number },
  random: number,
): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30));
  return ceiling / 2 + (ceiling / 2) * random;
}
