import type { Clock } from '@beside/shared/lib/clock';
import { customerLeaseMs, technicianLeaseMs } from '../desk/times.ts';
import type { Lease, Presence } from '../ports.ts';
import type { GatewayServer } from './caller.ts';

/** A third of the shortest lease: two beats may be lost before anybody counts as gone. */
const beatMs = technicianLeaseMs / 3;

/** Leases that ran out are kept for as long as somebody may still ask about them. */
const forgetMs = 60 * 60_000;

/**
 * Renews the leases of the pages that are open on this node, so that nobody else has to look at
 * sockets. Call it more often than it beats.
 */
export function createHeartbeat(
  server: GatewayServer,
  { presence, clock, node }: { presence: Presence; clock: Clock; node: string },
): () => Promise<void> {
  let lastBeat = clock.now();
  return async () => {
    const now = clock.now();
    if (now - lastBeat < beatMs) return;
    const leases = [...server.sockets.sockets.values()].map((socket): Lease => {
      const { actor, endpoint } = socket.data.caller;
      const { accountId, party } = actor;
      return actor.party === 'technician'
        ? {
            accountId,
            party,
            subject: actor.user.id,
            endpoint,
            node,
            expiresAt: now + technicianLeaseMs,
          }
        : {
            accountId,
            party,
            subject: actor.requestId,
            endpoint,
            node,
            expiresAt: now + customerLeaseMs,
          };
    });
    await presence.renew(leases);
    await presence.forget(now - forgetMs);
    lastBeat = now;
  };
}
