import type { History } from './history.ts';

/**
 * How long after a fault was healed each page that it had hit had an answer again, in ms; a page
 * that had one before counts as 0.
 */
export function measureReturns(
  history: History,
  { startedAt, healedAt }: { startedAt: number; healedAt: number },
): number[] {
  const hit = new Set<string>();
  const back = new Map<string, number>();
  for (const { at, page, kind } of history) {
    if (at < startedAt) continue;
    if (kind === 'down' && at < healedAt + 1_000) {
      hit.add(page);
      back.delete(page);
    }
    if ((kind === 'followed' || kind === 'acked') && hit.has(page) && !back.has(page)) {
      back.set(page, Math.max(0, at - healedAt));
    }
  }
  return [...hit].map((page) => back.get(page) ?? Number.POSITIVE_INFINITY);
}
