import type { Clock } from '@beside/shared/lib/clock';
import type { DueKind, DueRow, DueStorage } from '../ports/due.ts';
import type { Due } from './due.ts';
import { claimMs } from './times.ts';

/** How many are on their way at a time: one address that does not answer holds nobody else up. */
const atOnce = 16;

interface Parts {
  /** Those that it looks after. */
  kinds: readonly DueKind[];
  storage: { due: DueStorage };
  clock: Clock;
  /** May be called again for the same row, after a failure or the death of a node. */
  deliver: (row: DueRow) => Promise<void>;
  onFailure: (failure: unknown, row: DueRow | undefined) => void;
}

/**
 * Sends what is due to go out. Apart from everything else that is due, because it waits for others'
 * machines, for which no customer should wait.
 */
export function createDispatcher({ kinds, storage, clock, deliver, onFailure }: Parts): Due {
  const underWay = new Set<Promise<void>>();
  let looking: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const handle = async (row: DueRow): Promise<void> => {
    try {
      await deliver(row);
      await storage.due.done(row);
    } catch (failure) {
      // The row is still there and falls due again when the claim runs out.
      onFailure(failure, row);
    }
  };

  const begin = (row: DueRow): void => {
    const sending = handle(row).finally(() => {
      underWay.delete(sending);
      if (!closed && underWay.size === atOnce - 1) void look();
    });
    underWay.add(sending);
  };

  const claim = async (): Promise<void> => {
    do {
      again = false;
      const room = atOnce - underWay.size;
      if (closed || room <= 0) return;
      const now = clock.now();
      try {
        const rows = await storage.due.claim(now, room, now + claimMs, kinds);
        rows.forEach(begin);
        again ||= rows.length === room;
      } catch (failure) {
        onFailure(failure, undefined);
        return;
      }
    } while (again);
  };

  const look = (): Promise<void> => {
    if (looking) again = true;
    looking ??= claim().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  return {
    async tick() {
      await look();
      while (underWay.size > 0) await Promise.all(underWay);
    },
    kick: () => void look(),
    start(everyMs) {
      timer ??= setInterval(() => void look(), everyMs);
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
      await Promise.all(underWay);
    },
  };
}

/** Several that are started, looked after and closed as one. */
export function together(all: readonly Due[]): Due {
  return {
    async tick() {
      await Promise.all(all.map((one) => one.tick()));
    },
    kick: () => all.forEach((one) => one.kick()),
    start: (everyMs) => all.forEach((one) => one.start(everyMs)),
    async close() {
      await Promise.all(all.map((one) => one.close()));
    },
  };
}
