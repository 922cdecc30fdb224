import type { Clock } from '@beside/shared/lib/clock';
import { dueKinds, type DueKind, type DueRow, type DueStorage } from '../ports/due.ts';
import { claimMs } from './times.ts';

/** How many rows are claimed at a time. */
const atOnce = 50;

/** Does what has fallen due, on whichever node is alive. */
export interface Due {
  /** Resolves when all that was due at the time of the call has been done or has failed. */
  tick(): Promise<void>;
  /** Something may have fallen due just now. */
  kick(): void;
  /** Looks every `everyMs`. */
  start(everyMs: number): void;
  /** Waits for what is under way. Idempotent. */
  close(): Promise<void>;
}

interface Parts {
  storage: { due: DueStorage };
  clock: Clock;
  /**
   * Each may be called again for the same row, after a failure or the death of a node. Kinds that
   * are not among them are left to others.
   */
  handlers: Partial<Record<DueKind, (row: DueRow) => Promise<void>>>;
  onFailure: (failure: unknown, row: DueRow | undefined) => void;
  /** Done before each look, e.g. to renew the leases of this node. */
  before?: () => Promise<void>;
}

export function createDue({ storage, clock, handlers, onFailure, before }: Parts): Due {
  const kinds = dueKinds.filter((kind) => handlers[kind] !== undefined);
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const handle = async (row: DueRow): Promise<void> => {
    try {
      await handlers[row.kind]?.(row);
      await storage.due.done(row);
    } catch (failure) {
      // The row is still there and falls due again when the claim runs out.
      onFailure(failure, row);
    }
  };

  const look = async (): Promise<void> => {
    try {
      while (!closed) {
        const now = clock.now();
        await before?.();
        const rows = await storage.due.claim(now, atOnce, now + claimMs, kinds);
        if (rows.length === 0) return;
        await Promise.all(rows.map(handle));
      }
    } catch (failure) {
      onFailure(failure, undefined);
    }
  };

  const begin = (): Promise<void> => {
    running = look().finally(() => {
      running = undefined;
    });
    return running;
  };

  const tick = (): Promise<void> => {
    if (closed) return running ?? Promise.resolve();
    if (!running) return begin();
    // What is under way may have looked already: everybody who asks meanwhile shares the next look.
    next ??= running.then(() => {
      next = undefined;
      return closed ? undefined : begin();
    });
    return next;
  };

  return {
    tick,
    kick: () => void tick(),
    start(everyMs) {
      timer ??= setInterval(() => void tick(), everyMs);
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await (next ?? running);
    },
  };
}
