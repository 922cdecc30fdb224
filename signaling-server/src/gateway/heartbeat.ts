import type { Clock } from '@beside/shared/lib/clock';
import { customerLeaseMs, technicianLeaseMs } from '../desk/times.ts';
import type { Lease, Presence } from '../ports.ts';
import type { Caller, GatewayServer } from './caller.ts';

/** A third of the shortest lease: two beats may be lost before anybody counts as gone. */
const beatMs = technicianLeaseMs / 3;

/** Leases that ran out are kept for as long as somebody may still ask about them. */
const forgetMs = 60 * 60_000;

interface Parts {
  presence: Presence;
  clock: Clock;
  node: string;
  /** A page is here again, after its lease may have run out. */
  came: (caller: Caller) => Promise<void>;
}

/**
 * Renews the leases of the pages that are open on this node, so that nobody else has to look at
 * sockets. Where this node was held up for so long that they ran out, its people count as coming
 * anew. Call it more often than it beats.
 */
export function createHeartbeat(
  server: GatewayServer,
  { presence, clock, node, came }: Parts,
): () => Promise<void> {
  let lastBeat = clock.now();
  return async () => {
    const now = clock.now();
    if (now - lastBeat < beatMs) return;
    const callers = [...server.sockets.sockets.values()].map(({ data }) => data.caller);
    const wereHeldUp = now - lastBeat >= technicianLeaseMs;
    // A technician's lease may run out between two beats; coming anew is what gives requests to them.
    const coming = callers.filter(({ actor }) => wereHeldUp || actor.party === 'technician');
    const staying = callers.filter(({ actor }) => !wereHeldUp && actor.party === 'customer');
    await Promise.all(coming.map(came));
    await presence.renew(staying.map((caller) => leaseOf(caller, node, now)));
    await presence.forget(now - forgetMs);
    lastBeat = now;
  };
}

function leaseOf({ actor, endpoint }: Caller, node: string, now: number): Lease {
  const { accountId, party } = actor;
  const subject = actor.party === 'technician' ? actor.user.id : actor.requestId;
  return { accountId, party, subject, endpoint, node, expiresAt: now + customerLeaseMs };
}
