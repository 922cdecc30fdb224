import type { Kysely } from 'kysely';
import type { AccountId, TeamId, UserId } from '@beside/shared/domain/ids';
import { companyKey } from '@beside/shared/domain/company';
import type { UserTeam } from '../../ports/admin.ts';
import type { Schema } from '../schema.ts';
import { storableText } from './json.ts';
import { toRightChanges } from './rights.ts';

type Db = Kysely<Schema>;

/** By their names. */
export async function listTeams(db: Db, accountId: AccountId): Promise<UserTeam[]> {
  const rows = await db
    .selectFrom('teams')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('name_key')
    .execute();
  const members = await db
    .selectFrom('team_members')
    .select(['team_id', 'user_id'])
    .where('account_id', '=', accountId)
    .orderBy('user_id')
    .execute();
  return rows.map(({ id, name, rights }) => ({
    id: id as TeamId,
    name,
    rights: toRightChanges(rights),
    members: members
      .filter(({ team_id: team }) => team === id)
      .map(({ user_id: user }) => user as UserId),
  }));
}

/** Adds it, or replaces the account's one of that id. */
export async function saveTeam(
  db: Db,
  accountId: AccountId,
  { id, name, rights, members }: UserTeam,
): Promise<void> {
  const values = {
    name: storableText(name),
    // Names of teams are the same where names of companies would be.
    name_key: companyKey(storableText(name)),
    rights: JSON.stringify(rights),
  };
  const known = await db
    .updateTable('teams')
    .set(values)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!known) {
    await db
      .insertInto('teams')
      .values({ id, account_id: accountId, ...values })
      .execute();
  }
  await db
    .deleteFrom('team_members')
    .where('account_id', '=', accountId)
    .where('team_id', '=', id)
    .execute();
  for (const user of new Set(members)) {
    await db
      .insertInto('team_members')
      .values({ account_id: accountId, team_id: id, user_id: user })
      .execute();
  }
}

/** @returns whether there was one */
export async function removeTeam(db: Db, accountId: AccountId, id: TeamId): Promise<boolean> {
  const row = await db
    .deleteFrom('teams')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
