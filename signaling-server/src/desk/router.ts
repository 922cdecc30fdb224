import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { nextPhase } from '@beside/shared/domain/requestPhase';
import { placesIn, route, type Place } from '@beside/shared/domain/routing';
import type { StoredRequest } from '../ports.ts';
import { applied, type DeskParts } from './change.ts';
import { consequencesOf, writeConsequences, type Consequences } from './consequences.ts';
import { offerMs } from './times.ts';

/** Moves the lines of an account on (rule R2). */
export interface Router {
  /** Calls whoever is next, as often as there is somebody to call; safe at any time, on any node. */
  pass(accountId: AccountId): Promise<void>;
  /** Where a request stands; `undefined` where it stands in no line. */
  place(accountId: AccountId, requestId: RequestId): Promise<Omit<Place, 'requestId'> | undefined>;
}

export function createRouter({ storage, publisher, clock, onChanged }: DeskParts): Router {
  const decide = async (accountId: AccountId) => {
    const account = storage.forAccount(accountId);
    const now = clock.now();
    const portals = await account.portals();
    return account.transaction(async (transaction) => {
      await transaction.lockLines();
      const waiting = await transaction.waiting();
      const workers = await transaction.workers(now);
      const called: { before: StoredRequest; made: Consequences }[] = [];
      for (const { request, technician } of route(waiting, workers, portals, now)) {
        const before = await transaction.lockRequest(request.id);
        const phase = before && nextPhase(before.request.phase, 'offer');
        // Somebody was faster than this round; what they did brings about the next one.
        if (!before || !phase || before.request.version !== request.version) continue;
        const to = { id: technician.id, name: technician.name };
        const offer = { to, by: null, until: now + offerMs };
        const after = applied(before, { request: { phase, offer }, events: [] }, now);
        called.push({ before, made: consequencesOf(before, after, now) });
      }
      for (const { made } of called) {
        await transaction.saveRequest(made.row);
        await writeConsequences(transaction, made, now);
      }
      return called;
    });
  };

  const linesOf = async (accountId: AccountId): Promise<Place[]> => {
    const account = storage.forAccount(accountId);
    const lines = (await account.portals()).filter(({ mode }) => mode === 'queue');
    if (lines.length === 0) return [];
    const waiting = await account.waiting();
    if (waiting.length === 0) return [];
    const workers = await account.workers(clock.now());
    const places = await Promise.all(
      lines.map(async (portal) =>
        placesIn(waiting, workers, portal, await account.handlingMs(portal.id)),
      ),
    );
    return places.flat();
  };

  return {
    async pass(accountId) {
      const called = await decide(accountId);
      for (const { before, made } of called) {
        publisher.requestChanged(accountId, made.row.request);
        onChanged(accountId, before, made.row);
      }
      for (const place of await linesOf(accountId)) publisher.queuePosition(place);
    },
    async place(accountId, requestId) {
      const found = (await linesOf(accountId)).find((place) => place.requestId === requestId);
      return found && { position: found.position, estimateMs: found.estimateMs };
    },
  };
}
