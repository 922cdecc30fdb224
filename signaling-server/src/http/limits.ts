import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { CodedError } from '@beside/shared/protocol/errors';

/** What one address may cost before it has to wait; the figures leave room for an office behind one. */
export function createHttpLimits() {
  return {
    openByAddress: new RateLimiterMemory({ points: 60, duration: 600 }),
    // Failed tries only, these and the following.
    // Nine digits, a thousand codes open at a time: at this pace a guesser finds one in a month.
    joinByAddress: new RateLimiterMemory({ points: 20, duration: 900 }),
    joinByAnybody: new RateLimiterMemory({ points: 300, duration: 900 }),
    // Of every tab with our script that is come back to, three; most of them get no answer.
    knockByAddress: new RateLimiterMemory({ points: 600, duration: 60 }),
    answerByAddress: new RateLimiterMemory({ points: 60, duration: 60 }),
  };
}
export type HttpLimits = ReturnType<typeof createHttpLimits>;

export function addressOf(request: Request): string {
  return request.ip ?? 'unknown';
}

/** @throws CodedError('rate-limited', 'too-fast') */
export async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  await limiter.consume(key).catch((refusal: unknown) => {
    if (refusal instanceof Error) throw refusal;
    throw new CodedError('rate-limited', 'too-fast');
  });
}
