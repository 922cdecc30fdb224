import { changedMembers, type AuditAct } from '@beside/shared/domain/audit';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import { pageOf } from '@beside/shared/domain/lists';
import type { GrantedCompanies } from '@beside/shared/domain/rights';
import type { RoleChanges } from '@beside/shared/domain/rightsTable';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { AdminOutput, ParsedAdmin } from '@beside/shared/protocol/admin';
import { rowsPerPage } from '@beside/shared/protocol/admin/parts';
import type { ManagedUserView, UserForm } from '@beside/shared/protocol/admin/users';
import type { Storage, User } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { ManagedUser } from '../ports/admin.ts';
import { auditOf } from './auditTable.ts';
import type { Note } from './events.ts';
import {
  assertAdministered,
  assertMayMake,
  findIn,
  inTeams,
  notYours,
  type Manager,
} from './managers.ts';
import type { Sessions } from './sessions.ts';

/** The users of an account, as those see and change them who manage users. */
export interface Users {
  list(by: Manager, query: ParsedAdmin<'users/list'>): Promise<AdminOutput<'users/list'>>;
  /** @throws CodedError('not-found') */
  get(by: Manager, id: UserId): Promise<ManagedUserView>;
  choices(by: Manager): Promise<AdminOutput<'users/choices'>>;
  /**
   * @throws CodedError 'not-found', 'forbidden' / 'not-yours-to-give', 'conflict' / 'last-administrator'
   */
  save(by: Manager, form: UserForm): Promise<ManagedUserView>;
  /** Nobody shuts themselves out. @throws as {@link save}, and 'conflict' / 'own-user' */
  disable(by: Manager, id: UserId): Promise<ManagedUserView>;
  enable(by: Manager, id: UserId): Promise<ManagedUserView>;
  /** What the account sets for its roles; for administrators. @throws CodedError('forbidden') */
  saveRoles(by: Manager, changes: RoleChanges): Promise<void>;
}

interface Parts {
  storage: Storage;
  publisher: Pick<Publisher, 'sightChanged'>;
  clock: Clock;
  sessions: Sessions;
  note: Note;
  /** Rights have changed: what is under way without one comes to its end. */
  settle: (accountId: AccountId) => Promise<void>;
  /** They are gone: what they had is somebody else's affair. */
  release: (accountId: AccountId, id: UserId) => Promise<void>;
  grant: (accountId: AccountId, id: UserId, companies: GrantedCompanies, by: User) => Promise<void>;
}

const viewOf = ({ accountId: _, ...user }: ManagedUser): ManagedUserView => ({
  ...user,
  companies: user.companies === 'all' ? 'all' : [...user.companies],
});

/** @throws CodedError('forbidden', 'not-yours-to-give') where more is granted than the giver sees */
function assertMayGrant(
  giver: GrantedCompanies,
  before: GrantedCompanies,
  after: GrantedCompanies,
): void {
  if (giver === 'all' || before === after) return;
  const isMore =
    after === 'all' ||
    after.some((id) => !giver.includes(id) && (before === 'all' || !before.includes(id)));
  if (isMore) throw notYours('companies');
}

function isSame(one: GrantedCompanies, other: GrantedCompanies): boolean {
  return String([...one].sort()) === String([...other].sort());
}

export function createUsers(parts: Parts): Users {
  const { storage, publisher, clock, sessions, note, settle, release, grant } = parts;
  const adminOf = ({ user }: Manager) => storage.forAccount(user.accountId).admin;

  const get = async (by: Manager, id: UserId): Promise<ManagedUserView> =>
    viewOf(findIn(await adminOf(by).users(), id));

  /** @param make what becomes of them; what they were is there to be held against */
  const change = async (
    by: Manager,
    act: AuditAct,
    id: UserId,
    make: (before: ManagedUser) => Partial<ManagedUser>,
  ): Promise<{ before: ManagedUser; after: ManagedUser }> => {
    const account = storage.forAccount(by.user.accountId);
    return account.transaction(async (transaction) => {
      await transaction.lockLines();
      const [users, teams, roles] = await Promise.all([
        transaction.admin.users(),
        account.admin.teams(),
        account.admin.roleChanges(),
      ]);
      const before = findIn(users, id);
      const after = { ...before, ...make(before) };
      const known = new Set(teams.map((team) => team.id));
      if (after.teams.some((team) => !known.has(team))) throw new CodedError('not-found');
      assertMayMake(
        by,
        { user: before, levels: { roles, teams } },
        { user: after, levels: { roles, teams: inTeams(teams, after) } },
      );
      assertAdministered(users.map((user) => (user.id === id ? after : user)));
      await transaction.admin.saveUser(after);
      const changed = changedMembers(before, after);
      const { role, rights } = after;
      const detail = { changed, role, rights };
      await transaction.audit(auditOf(clock, by.user, act, { kind: 'user', id }, detail));
      return { before, after };
    });
  };

  return {
    get,

    async list(by, { state, ...query }) {
      const users = await adminOf(by).users();
      const wanted = users.filter(
        ({ disabledAt }) => state === 'all' || (state === 'active') === (disabledAt === null),
      );
      const page = pageOf(
        wanted,
        query,
        {
          words: ({ name, email }) => [name, email],
          by: {
            name: ({ name }) => name,
            email: ({ email }) => email,
            role: ({ role }) => role,
            seen: ({ seenAt }) => seenAt ?? 0,
          },
        },
        rowsPerPage,
      );
      return { ...page, rows: page.rows.map(viewOf) };
    },

    async choices(by) {
      const admin = adminOf(by);
      const [users, teams, companies, roles] = await Promise.all([
        admin.users(),
        admin.teams(),
        admin.companies(),
        admin.roleChanges(),
      ]);
      return {
        users: users.map(({ id, name, role }) => ({ id, name, role })),
        teams: teams.map(({ id, name, rights }) => ({ id, name, rights })),
        companies: companies.map(({ id, name }) => ({ id, name })),
        roles,
      };
    },

    async save(by, { id, companies, ...form }) {
      const { accountId } = by.user;
      const giver = (await storage.forAccount(accountId).grants(by.user.id)) ?? [];
      const { before, after } = await change(by, 'user-changed', id, (user) => {
        assertMayGrant(giver, user.companies, companies);
        return form;
      });
      if (!isSame(before.companies, companies)) await grant(accountId, id, companies, by.user);
      else if (before.role !== after.role) await publisher.sightChanged(accountId, id);
      note({ what: 'user changed', userId: by.user.id, accountId, subject: id });
      await settle(accountId);
      return get(by, id);
    },

    async disable(by, id) {
      const { accountId } = by.user;
      if (id === by.user.id) throw new CodedError('conflict', 'own-user');
      const { after } = await change(by, 'user-disabled', id, ({ disabledAt }) => ({
        disabledAt: disabledAt ?? clock.now(),
      }));
      // Their pages first: from here on they see and send nothing.
      await sessions.endAll(id, null);
      await release(accountId, id);
      note({ what: 'user disabled', userId: by.user.id, accountId, subject: id });
      return viewOf({ ...after, seenAt: null });
    },

    async enable(by, id) {
      const { after } = await change(by, 'user-enabled', id, () => ({ disabledAt: null }));
      const { accountId } = by.user;
      note({ what: 'user enabled', userId: by.user.id, accountId, subject: id });
      return viewOf(after);
    },

    async saveRoles(by, changes) {
      const { accountId, role } = by.user;
      if (role !== 'administrator') throw notYours('roles');
      const account = storage.forAccount(accountId);
      await account.transaction(async (transaction) => {
        await transaction.lockLines();
        await transaction.admin.saveRoleChanges(changes);
        await transaction.audit(auditOf(clock, by.user, 'roles-changed', null, { changes }));
      });
      note({ what: 'roles changed', userId: by.user.id, accountId });
      await settle(accountId);
    },
  };
}
