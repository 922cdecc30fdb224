import type { Insertable, Kysely, Selectable } from 'kysely';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import {
  requestDetailsSchema,
  supportRequestSchema,
  type SupportRequest,
} from '@beside/shared/domain/request';
import type { StoredRequest } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { parseJson, readStored, storableText } from './json.ts';

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
  const row = await selectRequests(db, accountId)
    .where('requests.id', '=', id)
    .forUpdate('requests')
    .executeTakeFirst();
  // PostgreSQL, having waited for the lock, joins the row as it is now with what was seen before:
  // the name of a new assignee is missing. What is locked can be read again.
  if (row && row.assignee_id !== null && row.assignee_name === null) {
    return findRequest(db, accountId, id);
  }
  return row && toStoredRequest(row);
}

export async function listRequests(
  db: Db,
  accountId: AccountId,
  limit: number,
): Promise<SupportRequest[]> {
  const rows = await selectRequests(db, accountId)
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
  const { id, portal, createdAt, lastSeq } = row.request;
  await db
    .insertInto('requests')
    .values({
      id,
      account_id: accountId,
      portal_id: portal.id,
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

function selectRequests(db: Db, accountId: AccountId) {
  return db
    .selectFrom('requests')
    .innerJoin('portals', 'portals.id', 'requests.portal_id')
    .leftJoin('users', 'users.id', 'requests.assignee_id')
    .selectAll('requests')
    .select(['portals.slug as portal_slug', 'portals.name as portal_name'])
    .select('users.name as assignee_name')
    .where('requests.account_id', '=', accountId);
}

type RequestRow = Selectable<Schema['requests']> & {
  portal_slug: string;
  portal_name: string;
  assignee_name: string | null;
};

type ChangingColumns = Omit<
  Insertable<Schema['requests']>,
  'id' | 'account_id' | 'portal_id' | 'created_at' | 'last_seq' | 'token_hash'
>;

function toColumns({ request, details }: StoredRequest): ChangingColumns {
  const { customer } = request;
  return {
    phase: request.phase,
    version: request.version,
    phase_since: request.phaseSince,
    assignee_id: request.assignee?.id ?? null,
    customer_name: storableText(customer.name),
    customer_email: customer.email === null ? null : storableText(customer.email),
    question: storableText(request.question),
    outcome: request.outcome,
    notes: storableText(details.notes),
    live: JSON.stringify(request.live),
    source: JSON.stringify(details.source),
  };
}

function toStoredRequest(row: RequestRow): StoredRequest {
  return {
    request: toSupportRequest(row),
    details: readStored(requestDetailsSchema, { source: parseJson(row.source), notes: row.notes }),
  };
}

function toSupportRequest(row: RequestRow): SupportRequest {
  return readStored(supportRequestSchema, {
    id: row.id,
    version: row.version,
    phase: row.phase,
    portal: { id: row.portal_id, slug: row.portal_slug, name: row.portal_name },
    customer: { name: row.customer_name, email: row.customer_email },
    question: row.question,
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name },
    createdAt: row.created_at,
    phaseSince: row.phase_since,
    lastSeq: row.last_seq,
    live: parseJson(row.live),
    outcome: row.outcome,
  });
}
