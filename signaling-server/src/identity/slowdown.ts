import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { IdentityStorage, Tries } from '../ports/identity.ts';
import { hashToken } from './tokens.ts';

/** How soon somebody who fails has to wait, and for how long. */
export interface Pace {
  name: string;
  /** Tries that cost nothing. */
  free: number;
  /** After the first one too many; doubled with each further one. */
  firstMs: number;
  maxMs: number;
  /** So long after the last one everything is as at first. */
  forgetMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

// ASVS 4.0.3, rule 2.2.1: at most 100 failures of one account in an hour; here it is about 20.
export const passwordPace: Pace = {
  name: 'password',
  free: 5,
  firstMs: 5_000,
  maxMs: 5 * minuteMs,
  forgetMs: hourMs,
};
export const secondStepPace: Pace = { ...passwordPace, name: 'second-step' };
/** Leaves room for an office behind one address. */
export const addressPace: Pace = {
  name: 'address',
  free: 50,
  firstMs: 1_000,
  maxMs: 15 * minuteMs,
  forgetMs: hourMs,
};
/** Nobody's mailbox is filled by somebody else. */
export const letterPace: Pace = {
  name: 'letter',
  free: 2,
  firstMs: 5 * minuteMs,
  maxMs: hourMs,
  forgetMs: 24 * hourMs,
};
export const letterAddressPace: Pace = { ...addressPace, name: 'letter-address', free: 20 };

/** Whose tries are counted: an account's, an address's. */
export interface Counted {
  pace: Pace;
  key: string;
}

/** Slows down who tries often and fails (rule M1); what is counted outlives a restart. */
export interface Slowdown {
  /**
   * Counts before it tries, so that many at once are no way around it; who succeeds gets it back.
   *
   * @throws CodedError('rate-limited', 'too-fast'), or what `work` throws
   */
  guard<T>(counted: readonly Counted[], work: () => Promise<T>): Promise<T>;
  /** Counts for good. @throws CodedError('rate-limited', 'too-fast') */
  take(counted: readonly Counted[]): Promise<void>;
}

export function afterTry(before: Tries | undefined, now: number, pace: Pace): Tries {
  const isFresh = !before || now - before.lastAt > pace.forgetMs;
  const count = (isFresh ? 0 : before.count) + 1;
  const over = count - pace.free;
  const waitMs = over <= 0 ? 0 : Math.min(pace.maxMs, pace.firstMs * 2 ** Math.min(over - 1, 30));
  return { count, lastAt: now, blockedUntil: now + waitMs };
}

const forgetEveryMs = hourMs;
const longestForgetMs = 24 * hourMs;

export function createSlowdown(
  storage: Pick<IdentityStorage, 'countTries' | 'forgetTries'>,
  clock: Clock,
): Slowdown {
  let forgotAt = clock.now();
  const keyOf = ({ pace, key }: Counted): string => hashToken(`${pace.name}\0${key}`);

  const take = async (counted: readonly Counted[]): Promise<void> => {
    const now = clock.now();
    if (now - forgotAt > forgetEveryMs) {
      forgotAt = now;
      await storage.forgetTries(now - longestForgetMs);
    }
    for (const one of counted) {
      await storage.countTries(keyOf(one), (before) => {
        if (before && before.blockedUntil > now)
          throw CodedError.tooFast(before.blockedUntil - now);
        return afterTry(before, now, one.pace);
      });
    }
  };
  /** An account starts anew; an address only gets back what this one cost. */
  const giveBack = async (counted: readonly Counted[], isRight: boolean): Promise<void> => {
    for (const one of counted) {
      await storage.countTries(keyOf(one), (before) => {
        if (!before || (isRight && one.pace !== addressPace) || before.count <= 1) return undefined;
        return { ...before, count: before.count - 1, blockedUntil: 0 };
      });
    }
  };

  return {
    take,
    async guard(counted, work) {
      await take(counted);
      try {
        const result = await work();
        await giveBack(counted, true);
        return result;
      } catch (failure) {
        // What broke down was no guess.
        if (!(failure instanceof CodedError) || failure.retryable) await giveBack(counted, false);
        throw failure;
      }
    },
  };
}
