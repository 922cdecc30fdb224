import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import { emailKey, phoneKey } from '@beside/shared/domain/contact';
import type { Head } from '@beside/shared/domain/chain';
import type { Figures } from '@beside/shared/domain/figures';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import type { Member, SupportRequest } from '@beside/shared/domain/request';
import type { ListCursor } from '@beside/shared/protocol/contract/desk';
import type { PageMark, RequestPage, Sight, StoredRequest } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { storableText } from './json.ts';
import { prepare } from './prepare.ts';
import { toLogHead } from './sessionLog.ts';
import { listMembers } from './participants.ts';
import { toFigures } from './reports/figures.ts';
import {
  searchable,
  toColumns,
  toStoredRequest,
  toSupportRequest,
  withTeam,
  type RequestRow,
} from './requestRow.ts';

type Db = Kysely<Schema>;

interface One {
  accountId: AccountId;
  id: RequestId;
}

const selectById = prepare((db, { accountId, id }: One) =>
  selectRequests(db, accountId).where('requests.id', '=', id),
);
const selectLocked = prepare((db, { accountId, id }: One) =>
  selectRequests(db, accountId).where('requests.id', '=', id).forUpdate('requests'),
);

export async function findRequest(
  db: Db,
  accountId: AccountId,
  id: RequestId,
): Promise<StoredRequest | undefined> {
  const [row] = await selectById(db, { accountId, id });
  return row && stored(db, accountId, row);
}

/** A row whose lock is held, with what was counted of it. */
export interface HeldRequest {
  row: StoredRequest;
  figures: Figures;
  /** Where its log ends. */
  log: Head;
}

/** The row, and nobody else's change until the commit. */
export async function lockRequest(
  db: Db,
  accountId: AccountId,
  id: RequestId,
): Promise<HeldRequest | undefined> {
  const lock = async () => (await selectLocked(db, { accountId, id }))[0];
  // PostgreSQL, having waited for the lock, joins the row as it is now with what was seen before:
  // a request that went to another portal seems to be gone, the name of a new assignee is missing.
  // What is locked can be read again.
  const row = (await lock()) ?? (await lock());
  if (!row) return undefined;
  const isStale =
    (row.assignee_id !== null && row.assignee_name === null) ||
    (row.offered_to !== null && row.offered_name === null);
  const current = await (isStale ? findRequest(db, accountId, id) : stored(db, accountId, row));
  const { figures, log_head: log } = row;
  return current && { row: current, figures: toFigures(figures), log: toLogHead(log) };
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
  const members = await membersOf(db, accountId, rows);
  return rows.map((row) => {
    const { request, ...rest } = toStoredRequest(row);
    return { ...rest, request: withTeam(request, row, members.get(row.id)) };
  });
}

export async function listRequests(
  db: Db,
  accountId: AccountId,
  limit: number,
  sight: Sight,
  { after, search = '' }: RequestPage = {},
): Promise<SupportRequest[]> {
  let query = seenBy(selectRequests(db, accountId), sight);
  if (after) query = query.where(followsAfter(after));
  if (search !== '') query = query.where(mentions(search));
  const rows = await query
    .orderBy('requests.is_over')
    .orderBy('requests.created_at', 'desc')
    .orderBy('requests.id', 'desc')
    .limit(limit)
    .execute();
  const members = await membersOf(db, accountId, rows);
  return rows.map((row) => withTeam(toSupportRequest(row), row, members.get(row.id)));
}

/** Which of these somebody may see. */
export async function listSeen(
  db: Db,
  accountId: AccountId,
  ids: readonly RequestId[],
  sight: Sight,
): Promise<Set<RequestId>> {
  if (ids.length === 0) return new Set();
  const rows = await seenBy(selectRequests(db, accountId), sight)
    .where('requests.id', 'in', ids)
    .execute();
  return new Set(rows.map((row) => row.id as RequestId));
}

/** Other requests of the same customer: of the same e-mail address, or else of the same phone number. */
export async function listPrevious(
  db: Db,
  accountId: AccountId,
  { id, customer }: SupportRequest,
  limit: number,
  sight: Sight,
  before: PageMark | undefined,
): Promise<SupportRequest[]> {
  const [email, phone] = [emailKey(customer.email), phoneKey(customer.phone)];
  if (email === '' && phone === '') return [];
  const [column, key] =
    email === '' ? (['phone_key', phone] as const) : (['email_key', email] as const);
  const all = seenBy(selectRequests(db, accountId), sight)
    .where(`requests.${column}`, '=', storableText(key))
    .where('requests.id', '!=', id);
  const rows = await (
    before
      ? all.where((where) =>
          where.or([
            where('requests.created_at', '<', before.createdAt),
            where.and([
              where('requests.created_at', '=', before.createdAt),
              where('requests.id', '<', before.id),
            ]),
          ]),
        )
      : all
  )
    .orderBy('requests.created_at', 'desc')
    .orderBy('requests.id', 'desc')
    .limit(limit)
    .execute();
  const members = await membersOf(db, accountId, rows);
  return rows.map((row) => withTeam(toSupportRequest(row), row, members.get(row.id)));
}

export async function insertRequest(
  db: Db,
  accountId: AccountId,
  { row, figures }: HeldRequest,
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
      figures: JSON.stringify(figures),
      ...toColumns(row),
    })
    .execute();
}

export async function saveRequest(
  db: Db,
  accountId: AccountId,
  { row, figures }: HeldRequest,
): Promise<void> {
  await db
    .updateTable('requests')
    .set({ ...toColumns(row), figures: JSON.stringify(figures) })
    .where('account_id', '=', accountId)
    .where('id', '=', row.request.id)
    .execute();
}

/** The team is read after the row: what is newer than the row is told with the next version. */
async function stored(db: Db, accountId: AccountId, row: RequestRow): Promise<StoredRequest> {
  const { request, ...rest } = toStoredRequest(row);
  const members = await membersOf(db, accountId, [row]);
  return { ...rest, request: withTeam(request, row, members.get(row.id)) };
}

/** An invitation is nothing that the customer is told: where all is seen, nobody was ever invited. */
async function membersOf(db: Db, accountId: AccountId, rows: readonly RequestRow[]) {
  const [only, more] = rows.filter(({ unseen }) => unseen > 0);
  if (!only) return new Map<string, Member[]>();
  return listMembers(db, accountId, more ? undefined : (only.id as RequestId));
}

/** Those of them that somebody may see: the rule of `maySee`, in the words of the database. */
function seenBy(query: ReturnType<typeof selectRequests>, sight: Sight) {
  if (sight === 'all' || sight.companies === 'all') return query;
  const { id, companies } = sight;
  return query.where((where) =>
    where.or([
      ...(companies.length > 0 ? [where('requests.company_id', 'in', companies)] : []),
      where('requests.assignee_id', '=', id),
      where('requests.offered_to', '=', id),
      where('requests.wanted_id', '=', id),
      where('requests.id', 'in', (from) =>
        from
          .selectFrom('participants')
          .select('participants.request_id')
          .where('participants.user_id', '=', id)
          .where('participants.state', 'in', ['invited', 'joined']),
      ),
    ]),
  );
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
