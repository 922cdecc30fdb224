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
import { toPassed } from './lines.ts';

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

type RequestRow = Selectable<Schema['requests']> & {
  portal_slug: string;
  portal_name: string;
  portal_type: string;
  assignee_name: string | null;
  offered_name: string | null;
  wanted_name: string | null;
};

type ChangingColumns = Omit<
  Insertable<Schema['requests']>,
  'id' | 'account_id' | 'created_at' | 'last_seq' | 'token_hash'
>;

function toColumns({ request, details, routing }: StoredRequest): ChangingColumns {
  const { customer, offer } = request;
  const text = (value: string | null | undefined) => (value ? storableText(value) : null);
  return {
    portal_id: request.portal.id,
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
    company: text(customer.company),
    phone: text(customer.phone),
    answers: request.answers?.length ? JSON.stringify(request.answers) : null,
    queued_at: request.queuedAt ?? request.createdAt,
    offered_to: offer?.to.id ?? null,
    offer: offer ? JSON.stringify({ by: offer.by, until: offer.until }) : null,
    wanted_id: request.wanted?.id ?? null,
    passed: routing.passed.length > 0 ? JSON.stringify(routing.passed) : null,
    alert_until: routing.alertUntil,
    assigned_at: routing.assignedAt,
    ended_at: routing.endedAt,
  };
}

function toStoredRequest(row: RequestRow): StoredRequest {
  return {
    request: toSupportRequest(row),
    details: readStored(requestDetailsSchema, { source: parseJson(row.source), notes: row.notes }),
    routing: {
      passed: toPassed(row.passed),
      alertUntil: row.alert_until,
      assignedAt: row.assigned_at,
      endedAt: row.ended_at,
    },
  };
}

function toSupportRequest(row: RequestRow): SupportRequest {
  return readStored(supportRequestSchema, {
    id: row.id,
    version: row.version,
    phase: row.phase,
    portal: {
      id: row.portal_id,
      slug: row.portal_slug,
      name: row.portal_name,
      type: row.portal_type,
    },
    customer: {
      name: row.customer_name,
      email: row.customer_email,
      company: row.company,
      phone: row.phone,
    },
    question: row.question,
    answers: row.answers === null ? [] : parseJson(row.answers),
    assignee: person(row.assignee_id, row.assignee_name),
    wanted: person(row.wanted_id, row.wanted_name),
    offer:
      row.offer === null
        ? null
        : { ...(parseJson(row.offer) as object), to: person(row.offered_to, row.offered_name) },
    createdAt: row.created_at,
    queuedAt: row.queued_at,
    phaseSince: row.phase_since,
    lastSeq: row.last_seq,
    live: parseJson(row.live),
    outcome: row.outcome,
  });
}

function person(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' };
}
