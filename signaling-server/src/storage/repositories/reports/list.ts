import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { maxCounted, type ReportRow, type ReportSort } from '@beside/shared/protocol/admin/reports';
import type { ReportOrder, ReportScope } from '../../../ports/reports.ts';
import type { Schema } from '../../schema.ts';
import { loadRows } from './rows.ts';
import { conditionsOf } from './scope.ts';

type Db = Kysely<Schema>;

const columns: Record<ReportSort, string> = {
  started: 's.created_at',
  waiting: 's.waiting_ms',
  answer: 's.answer_ms',
  handling: 's.handling_ms',
  sharing: 's.sharing_ms',
  rating: 's.rating',
};

/** How many there are, counted no further than `limit`. */
export async function countReports(
  db: Db,
  accountId: AccountId,
  scope: ReportScope,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ sessions: number }>`
    select count(*) as sessions from (
      select 1 as one from session_reports s
      where ${conditionsOf(accountId, scope)} limit ${limit}) counted`.execute(db);
  return rows[0]?.sessions ?? 0;
}

/**
 * A page by keyset. Few are found by their filters and put in order; of many, which are a good part
 * of all, the index of the order is read until the page is full. What has no figure comes last,
 * newest first.
 */
export async function listReports(
  db: Db,
  accountId: AccountId,
  scope: ReportScope,
  { sort, order, after }: ReportOrder,
  limit: number,
): Promise<ReportRow[]> {
  const isMany =
    sort === 'started' || (await countReports(db, accountId, scope, maxCounted)) === maxCounted;
  const column = sql.ref(columns[sort]);
  const direction = sql.raw(order);
  const find = async (
    part: 'with' | 'without',
    mark: RawBuilder<SqlBool> | undefined,
    count: number,
  ): Promise<string[]> => {
    if (count <= 0) return [];
    const isTimed = sort === 'started';
    const of = (name: RawBuilder<unknown>) => (isMany ? name : sql`(${name} + 0)`);
    const conditions = [
      conditionsOf(accountId, scope, isTimed || !isMany),
      ...(isTimed ? [] : [part === 'with' ? sql`${column} is not null` : sql`${column} is null`]),
      ...(mark ? [mark] : []),
    ];
    const { rows } = await sql<{ request_id: string }>`
      select s.request_id from session_reports s
      where ${sql.join(conditions, sql` and `)}
      order by ${
        part === 'with'
          ? sql`${of(column)} ${direction}, s.request_id ${direction}`
          : sql`${of(column)} desc, s.request_id desc`
      } limit ${count}`.execute(db);
    return rows.map((row) => row.request_id);
  };

  const isWithin = !after || after.value !== null;
  const found = isWithin
    ? await find(
        'with',
        after &&
          sql`(${column}, s.request_id) ${sql.raw(order === 'asc' ? '>' : '<')} (${after.value}, ${after.id})`,
        limit,
      )
    : [];
  const rest =
    sort === 'started'
      ? []
      : await find(
          'without',
          isWithin ? undefined : sql`s.request_id < ${after.id}`,
          limit - found.length,
        );
  return loadRows(db, accountId, [...found, ...rest] as RequestId[]);
}
