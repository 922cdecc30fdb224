import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { nextPhase } from '@beside/shared/domain/requestPhase';
import { involvedIn } from '@beside/shared/domain/rights';
import type { Storage, StoredRequest } from '../ports.ts';
import type { Change, SystemChanger } from './change.ts';
import { refused } from './offers.ts';
import { listOpenRequests } from './openRequests.ts';
import { endLive } from './steps.ts';
import { without } from './team.ts';

/** Takes somebody out of everything that they have to do with: they are not let in any more. */
export type Release = (accountId: AccountId, id: UserId) => Promise<void>;

/** What was theirs goes back to the list, and what was live ends. */
function givenBack(request: SupportRequest, now: number): Change | undefined {
  const phase = nextPhase(request.phase, 'unassign');
  const { assignee: by } = request;
  if (!phase || !by) return undefined;
  const { live, events } = endLive(request);
  return {
    request: { phase, assignee: null, wanted: null, live },
    routing: { passed: [{ technician: by.id, at: now }] },
    events: [...events, { code: 'unassigned', by }],
  };
}

function released(row: StoredRequest, id: UserId, now: number): Change | undefined {
  const { request } = row;
  if (request.assignee?.id === id) {
    return givenBack(request, now) ?? refused(row, 'decline', now);
  }
  if (request.offer?.to.id === id) return refused(row, 'decline', now);
  const member = request.team?.members.find((one) => one.id === id);
  if (member) return without(request, member);
  // Who was picked cannot come any more: whoever is there may.
  return request.wanted?.id === id ? { request: { wanted: null }, events: [] } : undefined;
}

export function createRelease(storage: Storage, changeBySystem: SystemChanger): Release {
  return async (accountId, id) => {
    const open = await listOpenRequests(storage, accountId);
    const theirs = open.filter((request) => involvedIn(request).includes(id));
    for (const request of theirs) {
      // More than one part in one request: until none is left.
      let before: number;
      let after = request;
      do {
        before = after.version;
        after = await changeBySystem(accountId, request.id, (row, now) => released(row, id, now), {
          withLines: true,
        });
      } while (after.version !== before && involvedIn(after).includes(id));
    }
  };
}
