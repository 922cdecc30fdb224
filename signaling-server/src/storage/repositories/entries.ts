import type { Kysely, Selectable } from 'kysely';
import type { Figures } from '@beside/shared/domain/figures';
import type { AccountId, MessageId, RequestId } from '@beside/shared/domain/ids';
import { entrySchema, type Entry } from '@beside/shared/domain/request';
import type { NewEntry } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { bodyOf } from './entryBody.ts';
import { parseJson, readStored } from './json.ts';
import { prepare } from './prepare.ts';
import type { logRowOf } from './sessionLog.ts';

type Db = Kysely<Schema>;

/** Where an entry stands, and what follows from it. */
interface Place {
  seq: number;
  /** With what the entry adds; absent where it adds nothing. */
  figures: Figures | undefined;
  /** Its row of the request's log; absent where it is none. */
  logged: ReturnType<typeof logRowOf>;
}

/**
 * Stores the entry at a place that the caller has found under the request's lock, which is why
 * places have no gaps.
 */
export async function insertEntry(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  entry: NewEntry,
  { seq, figures, logged }: Place,
): Promise<Entry> {
  await db
    .updateTable('requests')
    .set({
      last_seq: seq,
      ...(figures && { figures: JSON.stringify(figures) }),
      ...(logged && { log_head: JSON.stringify(logged.head) }),
    })
    .where('account_id', '=', accountId)
    .where('id', '=', requestId)
    .execute();
  const { id, at, kind } = entry;
  await db
    .insertInto('entries')
    .values({ request_id: requestId, seq, id, at, kind, body: bodyOf(entry) })
    .execute();
  if (logged) await db.insertInto('session_log').values(logged.values).execute();
  return { ...entry, requestId, seq };
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

interface Part {
  accountId: AccountId;
  requestId: RequestId;
  afterSeq: number;
  limit: number;
}

const selectAfter = prepare((db, { accountId, requestId, afterSeq, limit }: Part) =>
  selectEntries(db, accountId, requestId)
    .where('entries.seq', '>', afterSeq)
    .orderBy('entries.seq')
    .limit(limit),
);

export async function listEntries(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  afterSeq: number,
  limit: number,
): Promise<Entry[]> {
  const rows = await selectAfter(db, { accountId, requestId, afterSeq, limit });
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

function toEntry(row: Selectable<Schema['entries']>): Entry {
  const { request_id: requestId, id, seq, at, kind, body } = row;
  return readStored(entrySchema, { ...(parseJson(body) as object), requestId, id, seq, at, kind });
}
