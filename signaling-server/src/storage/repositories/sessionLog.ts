import * as z from 'zod';
import type { Kysely } from 'kysely';
import {
  canonical,
  firstHash,
  linkText,
  type Head,
  type JsonObject,
} from '@beside/shared/domain/chain';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { loggedOf, sessionLogRowSchema } from '@beside/shared/domain/sessionLog';
import type { NewEntry, StoredSessionLog } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { sha256 } from './audit/append.ts';
import { parseJson, readStored } from './json.ts';

type Db = Kysely<Schema>;

const headSchema = z.strictObject({ rows: z.int().nonnegative(), hash: z.string() });

export function toLogHead(stored: string | null): Head {
  return stored === null ? { rows: 0, hash: firstHash } : readStored(headSchema, parseJson(stored));
}

/** A row of the log, and where it ends then. `undefined`: the entry is nothing that is logged. */
export function logRowOf(requestId: RequestId, head: Head, entry: NewEntry) {
  const logged = loggedOf(entry);
  if (!logged) return undefined;
  const what = JSON.parse(JSON.stringify(logged)) as JsonObject;
  const row = { request: requestId, seq: head.rows + 1, at: entry.at, what };
  const hash = sha256(linkText(head.hash, row));
  const values = {
    ...{ request_id: requestId, seq: row.seq, at: row.at, what: canonical(what), hash },
  };
  return { values, head: { rows: row.seq, hash } };
}

export async function findSessionLog(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
): Promise<StoredSessionLog | undefined> {
  const request = await db
    .selectFrom('requests')
    .select('log_head')
    .where('account_id', '=', accountId)
    .where('id', '=', requestId)
    .executeTakeFirst();
  if (!request) return undefined;
  const head = toLogHead(request.log_head);
  const rows = await db
    .selectFrom('session_log')
    .selectAll()
    .where('request_id', '=', requestId)
    // What came since the head was read is told the next time.
    .where('seq', '<=', head.rows)
    .orderBy('seq')
    .execute();
  return {
    head,
    rows: rows.map(({ seq, at, what, hash }) => ({
      row: readStored(sessionLogRowSchema, {
        ...{ request: requestId, seq, at, what: parseJson(what) },
      }),
      hash,
    })),
  };
}
