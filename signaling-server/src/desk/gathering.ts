/** Keeps what happens again and again from being looked at each time. */
export interface Gathering {
  /** When something that happened just now is to be looked at: at once, or with what follows it. */
  dueAt(key: string, now: number): number;
}

/** So many are remembered; who is forgotten is looked at at once. */
const maxKeys = 10_000;

/** @param gatherMs how far two looks at the same thing are apart at least */
export function createGathering(gatherMs: number): Gathering {
  /** When each was looked at last or is to be next; the one set longest ago first. */
  const looks = new Map<string, number>();

  return {
    dueAt(key, now) {
      const last = looks.get(key);
      if (last !== undefined && last > now) return last;
      const dueAt = last === undefined ? now : Math.max(now, last + gatherMs);
      looks.delete(key);
      looks.set(key, dueAt);
      if (looks.size > maxKeys) forgetOldest(looks);
      return dueAt;
    },
  };
}

function forgetOldest(looks: Map<string, number>): void {
  const [oldest] = looks.keys();
  if (oldest !== undefined) looks.delete(oldest);
}
