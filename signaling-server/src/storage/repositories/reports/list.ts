import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import type { ReportRow, ReportSort } from '@beside/shared/protocol/admin/reports';
import type { ReportOrder, ReportScope } from '../../../ports/reports.ts';
import type { Schema } from '../../schema.ts';
import { hasFigure } from './facts.ts';
import { loadRows } from './rows.ts';
import { conditionsOf, prepareScope, type Prepared } from './scope.ts';

type Db = Kysely<Schema>;

const columns: Record<ReportSort, string> = {
  started: 's.created_at',
  waiting: 's.waiting_ms',
  answer: 's.answer_ms',
  handling: 's.handling_ms',
  sharing: 's.sharing_ms',
  rating: 's.rating',
};

interface Limits {
  limit: number;
  /** From how many on they are read in their order, instead of put into it. */
  many: number;
}

/** How many there are, counted no further than `limit`. */
export async function countReports(
  db: Db,
  accountId: AccountId,
  scope: ReportScope,
  { limit, many }: Limits,
): Promise<number> {
  return countPrepared(db, await prepareScope(db, accountId, scope, many), limit);
}

async function countPrepared(db: Db, prepared: Prepared, limit: number): Promise<number> {
  const { rows } = await sql<{ sessions: number }>`
    select count(*) as sessions from (
      select 1 as one from session_reports s
      where ${conditionsOf(prepared)} limit ${limit}) counted`.execute(db);
  return rows[0]?.sessions ?? 0;
}

/** A page by keyset. What has no figure comes last, newest first. */
export async function listReports(
  db: Db,
  accountId: AccountId,
  scope: ReportScope,
  order: ReportOrder,
  { limit, many }: Limits,
): Promise<ReportRow[]> {
  const { sort, after } = order;
  const prepared = await prepareScope(db, accountId, beginning(scope, order), many);
  const isWithin = !after || after.value !== null;
  const found = isWithin ? await findPart(db, prepared, order, 'with', { limit, many }) : [];
  const rest =
    sort === 'started' || found.length >= limit
      ? []
      : await findPart(db, prepared, order, 'without', { limit: limit - found.length, many });
  return loadRows(db, accountId, [...found, ...rest]);
}

/** A page of the order of time begins at its mark: nothing before it is read. */
function beginning(scope: ReportScope, { sort, order, after }: ReportOrder): ReportScope {
  if (sort !== 'started' || typeof after?.value !== 'number') return scope;
  const { filter } = scope;
  return {
    ...scope,
    filter:
      order === 'asc'
        ? { ...filter, from: Math.max(filter.from, after.value) }
        : { ...filter, to: Math.min(filter.to, after.value + 1) },
  };
}

/**
 * The sessions with a figure, or those without. Few are found by their filters and put in order; of
 * many, which are a good part of all, the index of the order is read until the page is full.
 */
async function findPart(
  db: Db,
  prepared: Prepared,
  { sort, order, after }: ReportOrder,
  part: 'with' | 'without',
  { limit, many }: Limits,
): Promise<RequestId[]> {
  const facts = prepared.facts.filter((one) => hasFigure(one, sort) === (part === 'with'));
  const ofPart = { ...prepared, facts };
  if (facts.length === 0) return [];
  const isMany = (await countPrepared(db, ofPart, many)) === many;
  const isTimed = sort === 'started';
  const column = sql.ref(columns[sort]);
  const key = isMany ? column : sql`(${column} + 0)`;
  const conditions = [
    conditionsOf(ofPart, isMany ? (isTimed ? 'time' : 'order') : 'filters'),
    ...(isTimed ? [] : [part === 'with' ? sql`${key} is not null` : sql`${key} is null`]),
    ...markOf(order, after, part, key),
  ];
  const direction = sql.raw(order);
  const { rows } = await sql<{ request_id: RequestId }>`
    select s.request_id from session_reports s
    where ${sql.join(conditions, sql` and `)}
    order by ${
      part === 'with'
        ? sql`${key} ${direction}, s.request_id ${direction}`
        : sql`${key} desc, s.request_id desc`
    } limit ${limit}`.execute(db);
  return rows.map((row) => row.request_id);
}

/** What follows the last one of the page before. */
function markOf(
  order: ReportOrder['order'],
  after: ReportOrder['after'],
  part: 'with' | 'without',
  key: RawBuilder<unknown>,
): RawBuilder<SqlBool>[] {
  if (!after) return [];
  if (part === 'without') return after.value === null ? [sql`s.request_id < ${after.id}`] : [];
  const follows = sql.raw(order === 'asc' ? '>' : '<');
  return [sql`(${key}, s.request_id) ${follows} (${after.value}, ${after.id})`];
}
