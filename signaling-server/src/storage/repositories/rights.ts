import type { Kysely } from 'kysely';
import type { AccountId, PortalId, UserId } from '@beside/shared/domain/ids';
import {
  rightChangesSchema,
  roleChangesSchema,
  type RightChanges,
  type RightsHolder,
  type RightsScope,
  type RoleChanges,
} from '@beside/shared/domain/rightsTable';
import type { User } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { parseJson, readStored } from './json.ts';

type Db = Kysely<Schema>;

/** All that decides what a user may; `undefined` where there is none, or they are kept out. */
export async function findRightsHolder(
  db: Db,
  accountId: AccountId,
  id: UserId,
): Promise<RightsHolder | undefined> {
  const user = await db
    .selectFrom('users')
    .innerJoin('accounts', 'accounts.id', 'users.account_id')
    .select(['users.role', 'users.rights', 'accounts.rights as role_rights'])
    .where('users.account_id', '=', accountId)
    .where('users.id', '=', id)
    .where('users.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!user) return undefined;
  const teams = await db
    .selectFrom('team_members')
    .innerJoin('teams', 'teams.id', 'team_members.team_id')
    .select('teams.rights')
    .where('team_members.account_id', '=', accountId)
    .where('team_members.user_id', '=', id)
    .execute();
  return {
    role: user.role as User['role'],
    account: toRoleChanges(user.role_rights),
    teams: teams.map(({ rights }) => toRightChanges(rights)),
    user: toRightChanges(user.rights),
  };
}

export async function findRightsScope(
  db: Db,
  accountId: AccountId,
  portalId: PortalId,
): Promise<RightsScope> {
  const row = await db
    .selectFrom('portals')
    .select('rights')
    .where('account_id', '=', accountId)
    .where('id', '=', portalId)
    .executeTakeFirst();
  return { portal: toRightChanges(row?.rights ?? null) };
}

export async function findRoleChanges(db: Db, accountId: AccountId): Promise<RoleChanges> {
  const row = await db
    .selectFrom('accounts')
    .select('rights')
    .where('id', '=', accountId)
    .executeTakeFirst();
  return toRoleChanges(row?.rights ?? null);
}

export async function saveRoleChanges(
  db: Db,
  accountId: AccountId,
  changes: RoleChanges,
): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ rights: JSON.stringify(changes) })
    .where('id', '=', accountId)
    .execute();
}

export function toRightChanges(stored: string | null): RightChanges {
  return stored === null ? {} : readStored(rightChangesSchema, parseJson(stored));
}

function toRoleChanges(stored: string | null): RoleChanges {
  return stored === null ? {} : readStored(roleChangesSchema, parseJson(stored));
}
