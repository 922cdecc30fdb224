/** Wall clock, as milliseconds since the Unix epoch. Injected, so that tests own time. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
