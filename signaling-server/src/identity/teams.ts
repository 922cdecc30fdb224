import { v4 as uuidV4 } from 'uuid';
import type { AccountId, TeamId } from '@beside/shared/domain/ids';
import { pageOf } from '@beside/shared/domain/lists';
import type { Clock } from '@beside/shared/lib/clock';
import type { AdminOutput, ParsedAdmin } from '@beside/shared/protocol/admin';
import { rowsPerPage } from '@beside/shared/protocol/admin/parts';
import type { TeamForm, TeamView } from '@beside/shared/protocol/admin/teams';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Storage } from '../ports.ts';
import type { UserTeam } from '../ports/admin.ts';
import { auditOf } from './auditTable.ts';
import type { Note } from './events.ts';
import { assertMayMake, assertMaySet, findIn, type Manager } from './managers.ts';

/** Users for whom rights are set together. */
export interface Teams {
  list(by: Manager, query: ParsedAdmin<'teams/list'>): Promise<AdminOutput<'teams/list'>>;
  /**
   * @throws CodedError 'not-found', 'forbidden' / 'not-yours-to-give', 'conflict' / 'name-taken'
   */
  save(by: Manager, form: TeamForm): Promise<TeamView>;
  /** Its members stay; what it said about their rights goes. @throws as {@link save} */
  remove(by: Manager, id: TeamId): Promise<void>;
}

interface Parts {
  storage: Storage;
  clock: Clock;
  note: Note;
  /** Rights have changed: what is under way without one comes to its end. */
  settle: (accountId: AccountId) => Promise<void>;
}

/** @throws what `failure` is, or CodedError('conflict', 'name-taken') for a name that another has */
export function asNameTaken(failure: unknown): never {
  const isTaken = failure instanceof CodedError && failure.code === 'conflict' && !failure.reason;
  throw isTaken ? CodedError.about('name', 'conflict', 'name-taken') : failure;
}

export function createTeams({ storage, clock, note, settle }: Parts): Teams {
  /** @param make the team as it is to be; `undefined`: it goes */
  const change = async (by: Manager, id: TeamId, make: () => UserTeam | undefined) => {
    const { accountId } = by.user;
    const account = storage.forAccount(accountId);
    await account
      .transaction(async (transaction) => {
        await transaction.lockLines();
        const [users, teams, roles] = await Promise.all([
          transaction.admin.users(),
          account.admin.teams(),
          account.admin.roleChanges(),
        ]);
        const before = teams.find((team) => team.id === id);
        const after = make();
        const others = teams.filter((team) => team !== before);
        const levels = {
          before: { roles, teams },
          after: { roles, teams: after ? [...others, after] : others },
        };
        assertMaySet(by, before?.rights ?? {}, after?.rights ?? {});
        for (const member of new Set([...(before?.members ?? []), ...(after?.members ?? [])])) {
          const user = findIn(users, member);
          assertMayMake(by, { user, levels: levels.before }, { user, levels: levels.after });
        }
        if (after) await transaction.admin.saveTeam(after);
        else await transaction.admin.removeTeam(id);
        const act = after ? 'team-changed' : 'team-removed';
        const { rights = {}, members = [] } = after ?? {};
        const detail = after ? { rights, members } : {};
        await transaction.audit(auditOf(clock, by.user, act, { kind: 'team', id }, detail));
      })
      .catch(asNameTaken);
    note({ what: 'team changed', userId: by.user.id, accountId, subject: id });
    await settle(accountId);
  };

  return {
    async list({ user }, query) {
      const teams = await storage.forAccount(user.accountId).admin.teams();
      return pageOf(
        teams,
        query,
        {
          words: ({ name }) => [name],
          by: { name: ({ name }) => name, members: ({ members }) => members.length },
        },
        rowsPerPage,
      );
    },

    async save(by, { id: given, ...form }) {
      const known = await storage.forAccount(by.user.accountId).admin.teams();
      if (given) findIn(known, given);
      const team: UserTeam = { id: given ?? (uuidV4() as TeamId), ...form };
      await change(by, team.id, () => team);
      return team;
    },

    async remove(by, id) {
      findIn(await storage.forAccount(by.user.accountId).admin.teams(), id);
      await change(by, id, () => undefined);
    },
  };
}
