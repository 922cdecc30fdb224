import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import type {
  ReportGroup,
  ReportGroups,
  ReportTotals,
} from '@beside/shared/protocol/admin/reports';
import type { ReportScope } from '../../../ports/reports.ts';
import type { Schema } from '../../schema.ts';
import { conditionsOf, prepareScope } from './scope.ts';

type Db = Kysely<Schema>;

/** Within which a customer is served soon. */
const soonMs = 60_000;

const count = (condition: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
/** PostgreSQL sums to `numeric`, which comes as text. */
const sum = (what: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`cast(coalesce(sum(${what}), 0) as bigint)`;

const measures = {
  sessions: sql<number>`count(*)`,
  open: count(sql`s.state = 'open'`),
  served: count(sql`s.state = 'served'`),
  unserved: count(sql`s.state = 'unserved'`),
  messages: count(sql`s.state = 'message'`),
  resolved: count(sql`s.outcome = 'resolved'`),
  unresolved: count(sql`s.outcome = 'unresolved'`),
  waited: count(sql`s.taken = 1 and s.waiting_ms is not null`),
  waiting_sum: sum(sql`case when s.taken = 1 then s.waiting_ms end`),
  waiting_max: sql<number | null>`max(case when s.taken = 1 then s.waiting_ms end)`,
  soon: count(sql`s.taken = 1 and s.waiting_ms <= ${sql.lit(soonMs)}`),
  unserved_sum: sum(sql`case when s.state = 'unserved' then s.waiting_ms end`),
  answered: sql<number>`count(s.answer_ms)`,
  answer_sum: sum(sql`s.answer_ms`),
  handled: sql<number>`count(s.handling_ms)`,
  handling_sum: sum(sql`s.handling_ms`),
  shared: sql<number>`count(s.sharing_ms)`,
  sharing_sum: sum(sql`s.sharing_ms`),
  direct: count(sql`s.way = 'direct'`),
  relayed: count(sql`s.way in ('relay', 'both')`),
  rated: sql<number>`count(s.rating)`,
  rating_sum: sum(sql`s.rating`),
} as const;

/** Sums of whole numbers: PostgreSQL gives them as text. */
type Measured = { [K in keyof typeof measures]: number | string } & { waiting_max: number | null };

const columns = sql.join(
  Object.entries(measures).map(([name, what]) => sql`${what} as ${sql.ref(name)}`),
);

export async function sumReports(
  db: Db,
  accountId: AccountId,
  scope: ReportScope,
  many: number,
): Promise<ReportTotals> {
  const prepared = await prepareScope(db, accountId, scope, many);
  const { rows } = await sql<Measured>`
    select ${columns} from session_reports s where ${conditionsOf(prepared)}`.execute(db);
  return toTotals(rows[0]);
}

/** For each of the spans between these times: each is a stretch of the index by time. */
export async function sumReportsOver(
  db: Db,
  accountId: AccountId,
  scope: ReportScope,
  times: readonly number[],
  many: number,
): Promise<ReportTotals[]> {
  const prepared = await prepareScope(db, accountId, scope, many);
  const spans = times.slice(1).map((to, at) => {
    const span = { ...scope, filter: { ...scope.filter, from: times[at] ?? to, to } };
    return sql`select ${sql.lit(at)} as span, ${columns} from session_reports s
      where ${conditionsOf({ ...prepared, scope: span })}`;
  });
  const { rows } = await sql<
    Measured & { span: number }
  >`${sql.join(spans, sql` union all `)}`.execute(db);
  const bySpan = new Map(rows.map((row) => [row.span, row]));
  return spans.map((_, at) => toTotals(bySpan.get(at)));
}

const groups = {
  technician: { id: 's.technician_id', table: 'users' },
  portal: { id: 's.portal_id', table: 'portals' },
  company: { id: 's.company_id', table: 'companies' },
} as const;

export async function sumReportsBy(
  db: Db,
  accountId: AccountId,
  scope: ReportScope,
  group: ReportGroup,
  { limit, many }: { limit: number; many: number },
): Promise<ReportGroups> {
  const { id, table } = groups[group];
  const prepared = await prepareScope(db, accountId, scope, many);
  const { rows } = await sql<Measured & { id: string | null; name: string | null }>`
    select n.id, n.name, t.* from (
      select ${sql.ref(id)} as group_id, ${columns} from session_reports s
      where ${conditionsOf(prepared)} group by ${sql.ref(id)}) t
    left join ${sql.table(table)} n on n.id = t.group_id
    order by t.sessions desc, n.name limit ${limit}`.execute(db);
  return rows.map((row) => ({ id: row.id, name: row.name ?? '', totals: toTotals(row) }));
}

function toTotals(row: Measured | undefined): ReportTotals {
  const of = (name: Exclude<keyof Measured, 'waiting_max'>): number => Number(row?.[name] ?? 0);
  const mean = (total: number, number: number): number | null =>
    number === 0 ? null : total / number;
  return {
    sessions: of('sessions'),
    open: of('open'),
    served: of('served'),
    unserved: of('unserved'),
    messages: of('messages'),
    resolved: of('resolved'),
    unresolved: of('unresolved'),
    waitingMs: mean(of('waiting_sum'), of('waited')),
    longestWaitingMs: row?.waiting_max ?? null,
    taken: of('waited'),
    takenSoon: of('soon'),
    unservedMs: mean(of('unserved_sum'), of('unserved')),
    answerMs: mean(of('answer_sum'), of('answered')),
    handlingMs: mean(of('handling_sum'), of('handled')),
    handledMs: of('handling_sum'),
    shared: of('shared'),
    sharingMs: mean(of('sharing_sum'), of('shared')),
    direct: of('direct'),
    relayed: of('relayed'),
    ratings: of('rated'),
    rating: mean(of('rating_sum'), of('rated')),
  };
}
