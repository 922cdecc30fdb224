/** A fault at its time: everything that chance decides about it. */
export interface Step<Name extends string> {
  name: Name;
  /** How long all goes well before it, in ms. */
  leadMs: number;
  /** Decides what the fault itself leaves open, e.g. which node; in [0, 1). */
  chance: number;
}

/** Numbers in [0, 1), the same ones for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Bounds {
  minMs: number;
  maxMs: number;
}

/**
 * Each fault as often as it is asked for, in an order and at times that the seed decides: the same
 * seed is the same schedule.
 */
export function planFaults<Name extends string>(
  seed: number,
  times: readonly (readonly [Name, number])[],
  { minMs, maxMs }: Bounds,
): Step<Name>[] {
  const random = createRandom(seed);
  const left = times.flatMap(([name, count]) => Array.from({ length: count }, () => name));
  const steps: Step<Name>[] = [];
  while (left.length > 0) {
    const [name] = left.splice(Math.floor(random() * left.length), 1);
    if (name === undefined) break;
    const leadMs = Math.round(minMs + random() * (maxMs - minMs));
    steps.push({ name, leadMs, chance: random() });
  }
  return steps;
}
