/** Keeps what happens again and again from being looked at each time. */
export interface Gathering {
  /** When something that happens now is to be looked at: at once, or with what follows it. */
  dueAt(key: string, now: number): number;
  /** It will be looked at then. */
  set(key: string, dueAt: number): void;
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
      return last === undefined ? now : Math.max(now, last + gatherMs);
    },
    set(key, dueAt) {
      if (looks.get(key) === dueAt) return;
      looks.delete(key);
      looks.set(key, dueAt);
      if (looks.size > maxKeys) forgetOldest(looks);
    },
  };
}

function forgetOldest(looks: Map<string, number>): void {
  const [oldest] = looks.keys();
  if (oldest !== undefined) looks.delete(oldest);
}
