import type { Kysely } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import type { ManagedPortal } from '../../ports/admin.ts';
import type { Schema } from '../schema.ts';
import { storableText } from './json.ts';
import { listTechnicians, toPortal } from './portals.ts';
import { toRightChanges } from './rights.ts';

type Db = Kysely<Schema>;

/** Those that were closed included, by their names. */
export async function listManagedPortals(db: Db, accountId: AccountId): Promise<ManagedPortal[]> {
  const rows = await db
    .selectFrom('portals')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const listed = await listTechnicians(db, accountId);
  return rows.map((row) => ({
    ...toPortal(row, listed),
    rights: toRightChanges(row.rights),
    removedAt: row.removed_at,
  }));
}

/** Adds it, or replaces the account's one of that id. @throws CodedError('conflict') for its address */
export async function saveManagedPortal(
  db: Db,
  accountId: AccountId,
  portal: ManagedPortal,
): Promise<void> {
  const { id, slug, type, mode } = portal;
  // Whose address it is, in whichever account.
  const namesake = await db
    .selectFrom('portals')
    .select('id')
    .where('slug', '=', slug)
    .where('id', '!=', id)
    .executeTakeFirst();
  if (namesake) throw new CodedError('conflict');
  const values = {
    ...{ slug, type, mode },
    name: storableText(portal.name),
    greeting: storableText(portal.greeting),
    settings: JSON.stringify(portal.settings),
    rights: JSON.stringify(portal.rights),
    removed_at: portal.removedAt,
  };
  const known = await db
    .updateTable('portals')
    .set(values)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!known) {
    await db
      .insertInto('portals')
      .values({ id, account_id: accountId, ...values })
      .execute();
  }
  await db
    .deleteFrom('portal_technicians')
    .where('account_id', '=', accountId)
    .where('portal_id', '=', id)
    .execute();
  for (const technician of new Set(portal.technicians)) {
    await db
      .insertInto('portal_technicians')
      .values({ account_id: accountId, portal_id: id, user_id: technician })
      .execute();
  }
}
