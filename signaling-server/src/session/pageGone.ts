import { CodedError } from '@beside/shared/protocol/errors';
import type { Actor } from '../desk/actor.ts';
import type { Storage } from '../ports.ts';
import type { DueRow } from '../ports/due.ts';
import { readGone, type Page } from '../ports/pages.ts';
import type { Helpers } from './helpers.ts';
import type { Leaving } from './leaving.ts';
import type { Relay } from './relay.ts';

interface Parts {
  storage: Storage;
  relay: Relay;
  left: Leaving;
  helpers: Helpers;
  /** The SFU node lets a silent page go by itself; what failed is only worth a line. */
  onFailure: (failure: unknown) => void;
}

/**
 * Looks whether a page is back whose line was lost, by whichever node it comes; where it is not, what
 * it sent is over. It may be done again for the same page.
 */
export function createPageGone({ storage, relay, left, helpers, onFailure }: Parts) {
  const actorOf = async ({ accountId, requestId, party, userId }: Page): Promise<Actor | null> => {
    if (party === 'customer') return { party, accountId, requestId };
    const user = userId ? await storage.forAccount(accountId).user(userId) : undefined;
    return user ? { party: 'technician', accountId, user } : null;
  };

  const letGo = async (page: Page): Promise<void> => {
    const { accountId, requestId, endpoint } = page;
    if (page.party === 'helper') {
      return helpers.leave({ accountId, requestId, id: endpoint }, 'left');
    }
    const actor = await actorOf(page);
    if (!actor) return;
    await relay.leave({ actor, endpoint }, requestId).catch(onFailure);
    await left(actor, requestId, endpoint);
  };

  return async ({ accountId, subject }: DueRow): Promise<void> => {
    const page = readGone(accountId, subject);
    if (await storage.pages.isHere(page.requestId, page.endpoint)) return;
    await letGo(page).catch((failure: unknown) => {
      // Not theirs any more, or over: there is nothing left to end.
      if (!(failure instanceof CodedError) || failure.code === 'unavailable') throw failure;
    });
  };
}
