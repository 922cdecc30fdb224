import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { ListCursor } from '@beside/shared/protocol/contract/desk';
import type { RequestPage, StoredRequest } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { searchable, toColumns, toStoredRequest, toSupportRequest } from './requestRow.ts';

type Db = Kysely<Schema>;

export async function findRequest(
  db: Db,
  accountId: AccountId,
  id: RequestId,
): Promise<StoredRequest | undefined> {
  const row = await selectRequests(db, accountId).where('requests.id', '=', id).executeTakeFirst();
  return row && toStoredRequest(row);
}

/** The row, and nobody else's change until the commit. */
export async function lockRequest(
  db: Db,
  accountId: AccountId,
  id: RequestId,
): Promise<StoredRequest | undefined> {
  const lock = () =>
    selectRequests(db, accountId)
      .where('requests.id', '=', id)
      .forUpdate('requests')
      .executeTakeFirst();
  // PostgreSQL, having waited for the lock, joins the row as it is now with what was seen before:
  // a request that went to another portal seems to be gone, the name of a new assignee is missing.
  // What is locked can be read again.
  const row = (await lock()) ?? (await lock());
  if (!row) return undefined;
  const isStale =
    (row.assignee_id !== null && row.assignee_name === null) ||
    (row.offered_to !== null && row.offered_name === null);
  return isStale ? findRequest(db, accountId, id) : toStoredRequest(row);
}

/** Whose alerts or offers are up at that moment. */
export async function listCalling(
  db: Db,
  accountId: AccountId,
  now: number,
): Promise<StoredRequest[]> {
  const rows = await selectRequests(db, accountId)
    .where('requests.phase', 'in', ['waiting', 'offered'])
    .where((where) =>
      where.or([
        where('requests.offered_to', 'is not', null),
        where('requests.alert_until', '>', now),
      ]),
    )
    .orderBy('requests.queued_at')
    .orderBy('requests.id')
    .execute();
  return rows.map(toStoredRequest);
}

export async function listRequests(
  db: Db,
  accountId: AccountId,
  limit: number,
  { after, search = '' }: RequestPage = {},
): Promise<SupportRequest[]> {
  let query = selectRequests(db, accountId);
  if (after) query = query.where(followsAfter(after));
  if (search !== '') query = query.where(mentions(search));
  const rows = await query
    .orderBy('requests.is_over')
    .orderBy('requests.created_at', 'desc')
    .orderBy('requests.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toSupportRequest);
}

export async function insertRequest(
  db: Db,
  accountId: AccountId,
  row: StoredRequest,
  tokenHash: string,
): Promise<void> {
  const { id, createdAt, lastSeq } = row.request;
  await db
    .insertInto('requests')
    .values({
      id,
      account_id: accountId,
      created_at: createdAt,
      last_seq: lastSeq,
      token_hash: tokenHash,
      ...toColumns(row),
    })
    .execute();
}

export async function saveRequest(db: Db, accountId: AccountId, row: StoredRequest): Promise<void> {
  await db
    .updateTable('requests')
    .set(toColumns(row))
    .where('account_id', '=', accountId)
    .where('id', '=', row.request.id)
    .execute();
}

/** In the order of {@link listRequests}. */
function followsAfter({ isOver, createdAt, id }: ListCursor): RawBuilder<SqlBool> {
  const over = isOver ? 1 : 0;
  return sql`(requests.is_over > ${over} or (requests.is_over = ${over} and
    (requests.created_at < ${createdAt} or
      (requests.created_at = ${createdAt} and requests.id < ${id}))))`;
}

/** Names of portals and people may change, so they are looked at as they are now. */
function mentions(search: string): RawBuilder<SqlBool> {
  const wanted = searchable(search);
  const pattern = `%${wanted.replaceAll(/[!%_]/g, '!$&')}%`;
  return sql`(requests.id = ${wanted}
    or requests.search_text like ${pattern} escape '!'
    or lower(portals.name) like ${pattern} escape '!'
    or lower(coalesce(users.name, '')) like ${pattern} escape '!')`;
}

/** Requests of the account, with the names that their ids stand for. */
function selectRequests(db: Db, accountId: AccountId) {
  return db
    .selectFrom('requests')
    .innerJoin('portals', 'portals.id', 'requests.portal_id')
    .leftJoin('users', 'users.id', 'requests.assignee_id')
    .leftJoin('users as offered', 'offered.id', 'requests.offered_to')
    .leftJoin('users as wanted', 'wanted.id', 'requests.wanted_id')
    .selectAll('requests')
    .select(['portals.slug as portal_slug', 'portals.name as portal_name'])
    .select('portals.type as portal_type')
    .select('users.name as assignee_name')
    .select(['offered.name as offered_name', 'wanted.name as wanted_name'])
    .where('requests.account_id', '=', accountId);
}
