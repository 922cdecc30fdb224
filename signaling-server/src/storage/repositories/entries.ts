import type { Kysely, Selectable } from 'kysely';
import type { Figures } from '@beside/shared/domain/figures';
import type { AccountId, MessageId, RequestId } from '@beside/shared/domain/ids';
import { entrySchema, type Entry } from '@beside/shared/domain/request';
import type { NewEntry } from '../../ports.ts';
import type { Schema } from '../schema.ts';
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
 *
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
    .values({ request_id: requestId, seq, id, at, kind, body: JSON.stringify(toBody(entry)) })
    .execute();
  if (logged) await db.insertInto('session_log').values(logged.values).execute();
  return { ...entry, requestId, seq };
}

interface Message {
  accountId: AccountId;
  requestId: RequestId;
  seq: number;
  id: MessageId;
  at: number;
  kind: NewEntry['kind'];
  body: string;
}

const takePlace = prepare((db, { accountId, requestId, seq }: Message) =>
  db
    .updateTable('requests')
    .set({ last_seq: seq })
    .where('account_id', '=', accountId)
    .where('id', '=', requestId),
);

const insertMessage = prepare((db, { requestId, seq, id, at, kind, body }: Message) =>
  db.insertInto('entries').values({ request_id: requestId, seq, id, at, kind, body }),
);

/** The same as {@link insertEntry} of one that nothing else follows from. */
export async function appendMessage(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  entry: NewEntry,
  seq: number,
): Promise<Entry> {
  const { id, at, kind } = entry;
  const body = JSON.stringify(toBody(entry));
  const message: Message = { accountId, requestId, seq, id, at, kind, body };
  await takePlace(db, message);
  await insertMessage(db, message);
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

function toBody(entry: NewEntry): object {
  switch (entry.kind) {
    case 'message':
      return { from: entry.from, text: entry.text };
    case 'file':
      return { from: entry.from, file: entry.file };
    case 'event':
      return { event: entry.event };
  }
}

function toEntry(row: Selectable<Schema['entries']>): Entry {
  const { request_id: requestId, id, seq, at, kind, body } = row;
  return readStored(entrySchema, { ...(parseJson(body) as object), requestId, id, seq, at, kind });
}
