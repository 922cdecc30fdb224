import type { Clock } from '@beside/shared/lib/clock';
import type { ChangedDay, ReportSums as SumsStorage } from '../ports/reports.ts';

/** How many days are looked up at a time. */
const atOnce = 100;
const dayMs = 24 * 60 * 60_000;

/** Keeps the sums that reports are read from up to date, on whichever node is alive. */
export interface ReportSums {
  /** Resolves when all days that had changed have their sums, or have failed. */
  tick(): Promise<void>;
  /** Looks now, and every `everyMs`. */
  start(everyMs: number): void;
  /** Waits for the day under way. Idempotent. */
  close(): Promise<void>;
}

interface Parts {
  storage: { reportSums: SumsStorage };
  clock: Clock;
  /** It is tried again with the next look. */
  onFailure: (failure: unknown) => void;
}

/** The day that goes on is left out: it is changed again at once, and quickly read as it is. */
export function createReportSums({ storage, clock, onFailure }: Parts): ReportSums {
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  /** Asked anew: it may have been closed meanwhile. */
  const isClosed = (): boolean => closed;

  const make = async (day: ChangedDay, now: number): Promise<boolean> => {
    try {
      await storage.reportSums.make(day, now);
      return true;
    } catch (failure) {
      onFailure(failure);
      return false;
    }
  };

  const look = async (): Promise<void> => {
    try {
      for (let isMore = true; isMore && !isClosed();) {
        const now = clock.now();
        const days = await storage.reportSums.changed(now - (now % dayMs), now, atOnce);
        isMore = days.length === atOnce;
        for (const day of days) {
          if (!isClosed() && !(await make(day, now))) isMore = false;
        }
      }
    } catch (failure) {
      onFailure(failure);
    }
  };

  const tick = (): Promise<void> => {
    running ??= (closed ? Promise.resolve() : look()).finally(() => {
      running = undefined;
    });
    return running;
  };

  return {
    tick,
    start(everyMs) {
      void tick();
      timer ??= setInterval(() => void tick(), everyMs);
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}
