import { RateLimiterMemory } from 'rate-limiter-flexible';

/** What one address may cost before it has to wait; the figures leave room for an office behind one. */
export function createHttpLimits() {
  return {
    openByAddress: new RateLimiterMemory({ points: 60, duration: 600 }),
    // Nine digits, a thousand codes open at a time: at this pace a guesser finds one in a month.
    joinByAddress: new RateLimiterMemory({ points: 20, duration: 900 }),
    joinByAnybody: new RateLimiterMemory({ points: 300, duration: 900 }),
  };
}
