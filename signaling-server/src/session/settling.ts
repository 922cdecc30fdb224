import { askOf } from '@beside/shared/domain/control';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { Member, SupportRequest } from '@beside/shared/domain/request';
import { recordOf } from '@beside/shared/domain/recording';
import { may, type RightsHolder, type UserRight } from '@beside/shared/domain/rightsTable';
import type { Change, SystemChanger } from '../desk/change.ts';
import { listOpenRequests } from '../desk/openRequests.ts';
import { without, withoutHand } from '../desk/team.ts';
import type { Storage } from '../ports.ts';
import { stopped, withoutRecord } from './liveSteps.ts';
import { handEnded, showEnded, type Shown } from './showSteps.ts';

/** Ends what is under way and has lost the right that it needs: with the right goes the thing. */
export type Settle = (accountId: AccountId) => Promise<void>;

type Has = (id: UserId | undefined, right: UserRight) => boolean;

/** Whoever came unasked to look on (rule M4). */
const watchersOf = ({ team }: SupportRequest): Member[] =>
  (team?.members ?? []).filter(({ id, masked, by }) => masked && by.id === id);

const isLive = (request: SupportRequest): boolean => {
  const { share, show, control } = request.live;
  const sends = share.phase !== 'off' || show.phase !== 'off' || control.phase !== 'none';
  return sends || watchersOf(request).length > 0;
};

/** The first thing that may not go on; what is left is looked at again. */
function settled(request: SupportRequest, has: Has): Change | undefined {
  const { share, show, control } = request.live;
  if (share.phase !== 'off' && !has(share.by, 'see-screen')) return stopped(request, 'stopped');
  const hands = [control.phase === 'granted' ? control.to : undefined, askOf(control)?.by];
  const lost = hands.find((hand) => hand !== undefined && !has(hand, 'control'));
  if (lost !== undefined) return withoutHand(request, lost);
  const record = recordOf(request.live);
  if (record.phase !== 'off' && !has(record.by, 'record')) {
    const { live, events } = withoutRecord(request.live, 'stopped');
    return { request: { live }, events };
  }
  const watcher = watchersOf(request).find(({ id }) => !has(id, 'join-masked'));
  if (watcher) return without(request, watcher);
  const ended: Shown | undefined =
    show.phase === 'off'
      ? undefined
      : !has(show.by, 'show-screen')
        ? showEnded(request.live, 'stopped')
        : !has(show.by, 'give-control')
          ? handEnded(request.live, 'revoked')
          : undefined;
  if (!ended || ended.live === request.live) return undefined;
  return { request: { live: ended.live }, events: ended.events };
}

export function createSettle(storage: Storage, changeBySystem: SystemChanger): Settle {
  return async (accountId) => {
    const { admin } = storage.forAccount(accountId);
    const live = (await listOpenRequests(storage, accountId)).filter(isLive);
    for (const request of live) {
      const scope = await admin.rightsScope(request.portal.id);
      const people = [request.assignee, ...(request.team?.members ?? [])];
      const holders = new Map<string, RightsHolder | undefined>();
      for (const person of people) {
        if (person) holders.set(person.id, await admin.rightsHolder(person.id));
      }
      const has: Has = (id, right) => {
        const holder = id === undefined ? undefined : holders.get(id);
        return holder !== undefined && may(holder, right, scope);
      };
      let before: number;
      let after = request;
      do {
        before = after.version;
        after = await changeBySystem(accountId, request.id, (row) => settled(row.request, has));
      } while (after.version !== before);
    }
  };
}
