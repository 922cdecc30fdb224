import { sql, type Kysely, type Selectable } from 'kysely';
import type { AccountId, MessageId, RequestId, UserId } from '@beside/shared/domain/ids';
import { sideEntrySchema, type SideEntry } from '@beside/shared/domain/request';
import type { NewSideEntry } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { parseJson, readStored } from './json.ts';

type Db = Kysely<Schema>;

/** Stores it at the next place, which is free because the request's lock is held. */
export async function insertSideEntry(
  db: Db,
  requestId: RequestId,
  { id, at, from, text }: NewSideEntry,
): Promise<SideEntry> {
  const { seq } = await db
    .selectFrom('side_entries')
    .select(sql<number>`coalesce(max(seq), 0) + 1`.as('seq'))
    .where('request_id', '=', requestId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('side_entries')
    .values({
      request_id: requestId,
      seq,
      id,
      at,
      author_id: from.id,
      author_name: from.name,
      body: JSON.stringify(text),
    })
    .execute();
  return { requestId, id, seq, at, from, text };
}

export async function findSideEntry(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  id: MessageId,
): Promise<SideEntry | undefined> {
  const row = await selectSideEntries(db, accountId, requestId)
    .where('side_entries.id', '=', id)
    .executeTakeFirst();
  return row && toSideEntry(row);
}

export async function listSideEntries(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  afterSeq: number,
  limit: number,
): Promise<SideEntry[]> {
  const rows = await selectSideEntries(db, accountId, requestId)
    .where('side_entries.seq', '>', afterSeq)
    .orderBy('side_entries.seq')
    .limit(limit)
    .execute();
  return rows.map(toSideEntry);
}

export async function findSideRead(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  userId: UserId,
): Promise<number> {
  const row = await db
    .selectFrom('side_reads')
    .innerJoin('requests', 'requests.id', 'side_reads.request_id')
    .select('side_reads.seq')
    .where('requests.account_id', '=', accountId)
    .where('side_reads.request_id', '=', requestId)
    .where('side_reads.user_id', '=', userId)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** Nothing happens where the mark stands further already, or the account has no such request. */
export async function saveSideRead(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  userId: UserId,
  seq: number,
): Promise<void> {
  await db
    .insertInto('side_reads')
    .columns(['request_id', 'user_id', 'seq'])
    .expression((query) =>
      query
        .selectFrom('requests')
        .innerJoin('users', 'users.account_id', 'requests.account_id')
        .select([
          'requests.id',
          'users.id as user_id',
          sql<number>`cast(${seq} as integer)`.as('seq'),
        ])
        .where('requests.account_id', '=', accountId)
        .where('requests.id', '=', requestId)
        .where('users.id', '=', userId),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['request_id', 'user_id'])
        .doUpdateSet((column) => ({ seq: column.ref('excluded.seq') }))
        .whereRef('excluded.seq', '>', 'side_reads.seq'),
    )
    .execute();
}

function selectSideEntries(db: Db, accountId: AccountId, requestId: RequestId) {
  return db
    .selectFrom('side_entries')
    .innerJoin('requests', 'requests.id', 'side_entries.request_id')
    .selectAll('side_entries')
    .where('requests.account_id', '=', accountId)
    .where('side_entries.request_id', '=', requestId);
}

function toSideEntry(row: Selectable<Schema['side_entries']>): SideEntry {
  const { request_id: requestId, id, seq, at, author_id: author, author_name: name } = row;
  const from = { id: author, name };
  return readStored(sideEntrySchema, { requestId, id, seq, at, from, text: parseJson(row.body) });
}
