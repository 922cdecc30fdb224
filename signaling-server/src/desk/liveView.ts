import type { RequestId } from '@beside/shared/domain/ids';
import { maySee } from '@beside/shared/domain/rights';
import { may, type RightsScope } from '@beside/shared/domain/rightsTable';
import { teamIsPossible } from '@beside/shared/domain/team';
import type { Clock } from '@beside/shared/lib/clock';
import type { AdminOutput } from '@beside/shared/protocol/admin';
import { maxLiveRequests } from '@beside/shared/protocol/admin/live';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Manager } from '../identity/managers.ts';
import type { Storage } from '../ports.ts';
import { assertMay, technicianViewer, type Technician } from './actor.ts';
import { listOpenRequests } from './openRequests.ts';
import type { Team } from './team.ts';

/** What goes on at this moment, as far as the reader may see it (rules M4, T12). */
export interface LiveView {
  get(by: Manager): Promise<AdminOutput<'live/get'>>;
  /**
   * @throws CodedError 'not-found', 'forbidden' / 'no-right', 'conflict' (maybe 'team-full')
   */
  join(by: Manager, id: RequestId): Promise<void>;
}

interface Parts {
  storage: Storage;
  clock: Clock;
  team: Pick<Team, 'watch'>;
}

const technicianOf = ({ user }: Manager): Technician => ({
  party: 'technician',
  accountId: user.accountId,
  user,
});

export function createLiveView({ storage, clock, team }: Parts): LiveView {
  return {
    async get(by) {
      const { accountId, id } = by.user;
      const account = storage.forAccount(accountId);
      const [viewer, holder, workers, open, portals] = await Promise.all([
        technicianViewer(account, technicianOf(by)),
        account.admin.rightsHolder(id),
        account.workers(clock.now()),
        listOpenRequests(storage, accountId),
        account.admin.portals(),
      ]);
      if (!holder) throw new CodedError('not-authenticated');
      const scopes = new Map<string, RightsScope>(
        portals.map((portal) => [portal.id, { portal: portal.rights }]),
      );
      const seen = open.filter((request) => maySee(viewer, request));
      return {
        at: clock.now(),
        technicians: workers.map((worker) => ({
          ...{ id: worker.id, name: worker.name, status: worker.status, present: worker.present },
          ...{ sessions: worker.load, limit: worker.limit },
        })),
        requests: seen.slice(0, maxLiveRequests).map((request) => ({
          id: request.id,
          customer: request.customer.name,
          portal: request.portal.name,
          phase: request.phase,
          assignee: request.assignee?.name ?? null,
          since: (request.phase === 'waiting' ? request.queuedAt : null) ?? request.phaseSince,
          sharing: request.live.share.phase === 'sharing',
          mayJoin:
            teamIsPossible(request.phase) &&
            request.assignee?.id !== id &&
            may(holder, 'join-masked', scopes.get(request.portal.id)),
        })),
      };
    },

    async join(by, id) {
      const technician = technicianOf(by);
      await assertMay(storage, technician, 'join-masked', id);
      await team.watch(technician, id);
    },
  };
}
