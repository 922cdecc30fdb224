import type { Kysely, Selectable } from 'kysely';
import type { AccountId, MessageId, RequestId } from '@beside/shared/domain/ids';
import { entrySchema, type Entry } from '@beside/shared/domain/request';
import { CodedError } from '@beside/shared/protocol/errors';
import type { NewEntry } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { parseJson, readStored } from './json.ts';

type Db = Kysely<Schema>;

/**
 * Counts the request's `last_seq` up and stores the entry there; the row stays locked until the
 * commit, so places have no gaps.
 *
 * @throws CodedError('not-found') of a request that this account does not have
 */
export async function appendEntry(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  entry: NewEntry,
): Promise<Entry> {
  const place = await db
    .updateTable('requests')
    .set((column) => ({ last_seq: column('last_seq', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('id', '=', requestId)
    .returning('last_seq')
    .executeTakeFirst();
  if (!place) throw new CodedError('not-found');
  const { id, at, kind } = entry;
  const base = { request_id: requestId, seq: place.last_seq, id, at, kind };
  await db
    .insertInto('entries')
    .values({ ...base, body: JSON.stringify(toBody(entry)) })
    .execute();
  return { ...entry, requestId, seq: place.last_seq };
}

export async function findEntry(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  id: MessageId,
): Promise<Entry | undefined> {
  const row = await selectEntries(db, accountId, requestId)
    .where('entries.id', '=', id)
    .executeTakeFirst();
  return row && toEntry(row);
}

export async function listEntries(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  afterSeq: number,
  limit: number,
): Promise<Entry[]> {
  const rows = await selectEntries(db, accountId, requestId)
    .where('entries.seq', '>', afterSeq)
    .orderBy('entries.seq')
    .limit(limit)
    .execute();
  return rows.map(toEntry);
}

function selectEntries(db: Db, accountId: AccountId, requestId: RequestId) {
  return db
    .selectFrom('entries')
    .innerJoin('requests', 'requests.id', 'entries.request_id')
    .selectAll('entries')
    .where('requests.account_id', '=', accountId)
    .where('entries.request_id', '=', requestId);
}

function toBody(entry: NewEntry): object {
  return entry.kind === 'message' ? { from: entry.from, text: entry.text } : { event: entry.event };
}

function toEntry(row: Selectable<Schema['entries']>): Entry {
  const { request_id: requestId, id, seq, at, kind, body } = row;
  return readStored(entrySchema, { ...(parseJson(body) as object), requestId, id, seq, at, kind });
}
