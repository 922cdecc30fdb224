import type { Kysely } from 'kysely';
import type { AccountId, TeamId } from '@beside/shared/domain/ids';
import { companiesOf } from '@beside/shared/domain/rights';
import type { ManagedUser } from '../../ports/admin.ts';
import type { Schema } from '../schema.ts';
import { listGrants, toRights } from './companies.ts';
import { storableText } from './json.ts';
import { toUser } from './people.ts';
import { toRightChanges } from './rights.ts';

type Db = Kysely<Schema>;

/** By their names. */
export async function listManagedUsers(db: Db, accountId: AccountId): Promise<ManagedUser[]> {
  const rows = await db
    .selectFrom('users')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const teams = await db
    .selectFrom('team_members')
    .select(['team_id', 'user_id'])
    .where('account_id', '=', accountId)
    .orderBy('team_id')
    .execute();
  const seen = await db
    .selectFrom('user_sessions')
    .innerJoin('users', 'users.id', 'user_sessions.user_id')
    .select('user_sessions.user_id')
    .select(({ fn }) => fn.max('user_sessions.seen_at').as('seen_at'))
    .where('users.account_id', '=', accountId)
    .groupBy('user_sessions.user_id')
    .execute();
  const grants = await listGrants(db, accountId);
  const seenAt = new Map(seen.map((row) => [row.user_id, row.seen_at]));
  return rows.map((row) => ({
    ...toUser(row),
    rights: toRightChanges(row.rights),
    companies: companiesOf({ ...toRights(row), role: 'technician' }, grants.get(row.id) ?? []),
    teams: teams
      .filter(({ user_id: userId }) => userId === row.id)
      .map(({ team_id: team }) => team as TeamId),
    sessionLimit: row.session_limit,
    disabledAt: row.disabled_at,
    seenAt: seenAt.get(row.id) ?? null,
  }));
}

/** All but the companies, which are granted, and when they were seen. */
export async function saveManagedUser(
  db: Db,
  accountId: AccountId,
  user: ManagedUser,
): Promise<void> {
  await db
    .updateTable('users')
    .set({
      name: storableText(user.name),
      role: user.role,
      rights: JSON.stringify(user.rights),
      session_limit: user.sessionLimit,
      disabled_at: user.disabledAt,
    })
    .where('account_id', '=', accountId)
    .where('id', '=', user.id)
    .execute();
  await db
    .deleteFrom('team_members')
    .where('account_id', '=', accountId)
    .where('user_id', '=', user.id)
    .execute();
  for (const team of new Set(user.teams)) {
    await db
      .insertInto('team_members')
      .values({ account_id: accountId, team_id: team, user_id: user.id })
      .execute();
  }
}
