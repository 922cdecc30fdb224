import { afterAll } from 'vitest';

/**
 * Counts what a walk through the rights has tried, and prints how much that was: who asked, for
 * which event or route, about whose.
 */
export function countRights(walk: string): (who: string, what: string, whose: string) => void {
  const tried = new Set<string>();
  afterAll(() => console.log(`rights, ${walk}: ${tried.size} combinations were tried`));
  return (...combination) => void tried.add(combination.join(' '));
}
