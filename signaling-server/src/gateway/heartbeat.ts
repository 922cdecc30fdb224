import type { Clock } from '@beside/shared/lib/clock';
import type { Technician } from '../desk/actor.ts';
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
  /** A page is here again, after its lease has run out. */
  came: (caller: Caller) => Promise<void>;
  /** A technician's page goes on being here. */
  stays: (caller: TechnicianCaller) => Promise<void>;
}

type TechnicianCaller = Caller & { actor: Technician };
const isTechnician = (caller: Caller): caller is TechnicianCaller =>
  caller.actor.party === 'technician';

/** So many are looked after at a time; what people say meanwhile goes in between. */
const atOnce = 25;

/** A beat goes round the pages in so many parts: thousands of leases at once would hold up a message. */
const parts = 10;

/**
 * Renews the leases of the pages that are open on this node, so that nobody else has to look at
 * sockets. Where this node was held up for so long that they ran out, its people count as coming
 * anew. Call it more often than a part of it beats.
 */
export function createHeartbeat(
  server: GatewayServer,
  { presence, clock, node, came, stays }: Parts,
): () => Promise<void> {
  const lastBeats = Array.from(
    { length: parts },
    (_, part) => clock.now() - (part * beatMs) / parts,
  );
  const lastBeatOf = ({ endpoint }: Caller): number => lastBeats[partOf(endpoint)] ?? -Infinity;
  return async () => {
    const now = clock.now();
    const isDue = (lastBeat: number): boolean => now - lastBeat >= beatMs;
    if (!lastBeats.some(isDue)) return;
    const callers = [...server.sockets.sockets.values()]
      .map(({ data }) => data.caller)
      .filter((caller) => isDue(lastBeatOf(caller)));
    const technicians = callers.filter(isTechnician).map(({ actor }) => actor.user.id);
    const present = await presence.present([...new Set(technicians)], now);
    // A technician's lease may run out between two beats; coming anew is what gives requests to them.
    const hasRunOut = (caller: Caller): boolean =>
      isTechnician(caller)
        ? !present.has(caller.actor.user.id)
        : now - lastBeatOf(caller) >= technicianLeaseMs;
    const staying = callers.filter((caller) => !hasRunOut(caller));
    await presence.renew(staying.map((caller) => leaseOf(caller, node, now)));
    await inTurn(callers.filter(hasRunOut), came);
    await inTurn(staying.filter(isTechnician), stays);
    await presence.forget(now - forgetMs);
    lastBeats.forEach((lastBeat, part) => {
      if (isDue(lastBeat)) lastBeats[part] = now;
    });
  };
}

/** By chance, and for good: an endpoint's id begins with 32 random bits. */
const partOf = (endpoint: string): number => Number.parseInt(endpoint.slice(0, 8), 16) % parts;

async function inTurn<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += atOnce) {
    await Promise.all(all.slice(from, from + atOnce).map(work));
  }
}

function leaseOf({ actor, endpoint }: Caller, node: string, now: number): Lease {
  const { accountId, party } = actor;
  const subject = actor.party === 'technician' ? actor.user.id : actor.requestId;
  const lastsMs = actor.party === 'technician' ? technicianLeaseMs : customerLeaseMs;
  return { accountId, party, subject, endpoint, node, expiresAt: now + lastsMs };
}
