import type { RequestId } from '@beside/shared/domain/ids';
import type { Clock } from '@beside/shared/lib/clock';
import { nextPhase } from '@beside/shared/domain/requestPhase';
import type { Storage } from '../ports.ts';
import type { DueRow } from '../ports/due.ts';
import type { Actor } from './actor.ts';
import type { Change, Changer, SystemChanger } from './change.ts';
import { customerLeaseMs } from './times.ts';

/** Customers who go before they are served, and those who come back (rule R4). */
export interface Leaving {
  /** A page of the customer has come: it holds a lease until its node stops renewing it. */
  came(
    customer: Extract<Actor, { party: 'customer' }>,
    lease: { endpoint: string; node: string },
  ): Promise<void>;
  /** The last lease may have run out. */
  check(row: DueRow): Promise<void>;
}

interface Parts {
  storage: Storage;
  clock: Clock;
  change: Changer;
  changeBySystem: SystemChanger;
}

export function createLeaving({ storage, clock, change, changeBySystem }: Parts): Leaving {
  // While nobody renewed leases, everybody seems to be gone: a node that has just started gives
  // people the time to come back to it, so that a restart costs nobody the place in the line.
  const judgesFrom = clock.now() + customerLeaseMs;

  return {
    async came(customer, { endpoint, node }) {
      const { accountId, requestId } = customer;
      const expiresAt = clock.now() + customerLeaseMs;
      await storage.presence.renew([
        { accountId, party: 'customer', subject: requestId, endpoint, node, expiresAt },
      ]);
      // Whoever decides now that the customer is gone holds the row: waiting for it shows the truth.
      const row = await storage.forAccount(accountId).request(requestId);
      const phase = row?.request.phase;
      if (!phase || !(nextPhase(phase, 'abandon') ?? nextPhase(phase, 'return'))) return;
      await change(customer, requestId, ({ request }, now): Change | undefined => {
        const phase = nextPhase(request.phase, 'return');
        if (!phase) return undefined;
        return { request: { phase, queuedAt: now }, events: [{ code: 'returned' }] };
      });
    },

    async check({ accountId, subject }) {
      const id = subject as RequestId;
      await changeBySystem(accountId, id, async ({ request }, now, transaction) => {
        const phase = nextPhase(request.phase, 'abandon');
        // Who is transferred is being served.
        if (!phase || request.assignee) return undefined;
        const until = Math.max(await transaction.leasedUntil(id), judgesFrom);
        if (until <= now) return { request: { phase }, events: [{ code: 'abandoned' }] };
        await transaction.schedule('leaving', id, until);
        return undefined;
      });
    },
  };
}
