import { hash } from 'node:crypto';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { isLoopback, networkOf } from '@beside/shared/lib/networkOf';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Metrics } from '../ops/metrics.ts';
import { limitTable, type Limit, type LimitName } from './limitTable.ts';

/** What is left of a share. */
export interface Share {
  points: number;
  seconds: number;
  left: number;
  /** Until the share is whole again. */
  resetMs: number;
}

/** Counts what costs, and says no with how long to wait. */
export interface Limits {
  /**
   * Counts, for good.
   *
   * @param key an address, the id behind a token, an account's id
   * @throws CodedError('rate-limited', 'too-fast') with `retryAfterMs`
   */
  take(name: LimitName, key: string, points?: number): Promise<Share>;
  /** Counts nothing. @throws CodedError('rate-limited', 'too-fast') with `retryAfterMs` */
  assertLeft(name: LimitName, key: string): Promise<void>;
  /** What was taken for something that did not come about. */
  giveBack(name: LimitName, key: string, points?: number): Promise<void>;
}

interface Options {
  /** A client of Redis where the installation has one, and what its keys begin with. */
  redis: { client: unknown; prefix: string } | undefined;
  /** Widens every share that holds off no guesser. */
  factor: number;
  metrics: Pick<Metrics, 'limited'>;
}

/** While Redis is away each node counts by itself: nobody is let in or shut out for that. */
export function createLimits({ redis, factor, metrics }: Options): Limits {
  const limiters = new Map<LimitName, RateLimiterAbstract>();
  for (const [name, limit] of Object.entries(limitTable) as [LimitName, Limit][]) {
    const points = pointsOf(limit, factor);
    const options = { keyPrefix: name, points, duration: limit.seconds };
    const memory = new RateLimiterMemory(options);
    limiters.set(
      name,
      redis && limit.counted === 'together'
        ? new RateLimiterRedis({
            ...options,
            keyPrefix: `${redis.prefix}:limit:${name}`,
            storeClient: redis.client,
            useRedisPackage: true,
            rejectIfRedisNotReady: true,
            insuranceLimiter: memory,
          })
        : memory,
    );
  }
  const limiterOf = (name: LimitName): RateLimiterAbstract => {
    const limiter = limiters.get(name);
    if (!limiter) throw new Error(`there is no limit ${name}`);
    return limiter;
  };

  const refuse = (name: LimitName, waitMs: number): never => {
    metrics.limited.inc({ limit: name });
    throw CodedError.tooFast(waitMs);
  };
  const shareOf = (name: LimitName, res: RateLimiterRes | null): Share => ({
    points: limiterOf(name).points,
    seconds: limitTable[name].seconds,
    left: res?.remainingPoints ?? limiterOf(name).points,
    resetMs: res?.msBeforeNext ?? 0,
  });

  return {
    async take(name, key, points = 1) {
      if (isSpared(name, key)) return shareOf(name, null);
      try {
        return shareOf(name, await limiterOf(name).consume(keyOf(name, key), points));
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return refuse(name, refusal.msBeforeNext);
      }
    },
    async assertLeft(name, key) {
      if (isSpared(name, key)) return;
      const used = await limiterOf(name).get(keyOf(name, key));
      if (used && used.remainingPoints <= 0) refuse(name, used.msBeforeNext);
    },
    async giveBack(name, key, points = 1) {
      if (!isSpared(name, key)) await limiterOf(name).reward(keyOf(name, key), points);
    },
  };
}

function pointsOf({ points, guards }: Limit, factor: number): number {
  return guards ? points : Math.max(1, Math.round(points * factor));
}

function isSpared(name: LimitName, key: string): boolean {
  const limit: Limit = limitTable[name];
  return limit.sparesLoopback === true && isLoopback(key);
}

/** Nothing that says who somebody is lies in Redis, nor an address in memory: a hash counts as well. */
function keyOf(name: LimitName, key: string): string {
  const { of, counted } = limitTable[name];
  if (of !== 'address' && counted !== 'together') return key;
  return hash('sha256', of === 'address' ? networkOf(key) : key, 'base64url').slice(0, 22);
}
