import { sql, type RawBuilder } from 'kysely';
import type { ReportTotals } from '@beside/shared/protocol/admin/reports';

/** Within which a customer is served soon. */
const soonMs = 60_000;

const count = (condition: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
const sum = (what: RawBuilder<unknown>): RawBuilder<unknown> => sql`coalesce(sum(${what}), 0)`;

/** What is counted of `session_reports s`; `report_sums` has a column for each. */
const measures = {
  sessions: sql`count(*)`,
  open: count(sql`s.state = 'open'`),
  served: count(sql`s.state = 'served'`),
  unserved: count(sql`s.state = 'unserved'`),
  messages: count(sql`s.state = 'message'`),
  resolved: count(sql`s.outcome = 'resolved'`),
  unresolved: count(sql`s.outcome = 'unresolved'`),
  waited: count(sql`s.taken = 1 and s.waiting_ms is not null`),
  waiting_sum: sum(sql`case when s.taken = 1 then s.waiting_ms end`),
  waiting_max: sql`max(case when s.taken = 1 then s.waiting_ms end)`,
  soon: count(sql`s.taken = 1 and s.waiting_ms <= ${sql.lit(soonMs)}`),
  unserved_sum: sum(sql`case when s.state = 'unserved' then s.waiting_ms end`),
  answered: sql`count(s.answer_ms)`,
  answer_sum: sum(sql`s.answer_ms`),
  handled: sql`count(s.handling_ms)`,
  handling_sum: sum(sql`s.handling_ms`),
  shared: sql`count(s.sharing_ms)`,
  sharing_sum: sum(sql`s.sharing_ms`),
  direct: count(sql`s.way = 'direct'`),
  relayed: count(sql`s.way in ('relay', 'both')`),
  rated: sql`count(s.rating)`,
  rating_sum: sum(sql`s.rating`),
} as const;

export type Measure = keyof typeof measures;
export const measureNames = Object.keys(measures) as Measure[];

/** What the database answers; `null` is the longest of none. */
export type Measured = Record<Exclude<Measure, 'waiting_max'>, number> & {
  waiting_max: number | null;
};

/** Of sessions. PostgreSQL sums to `numeric`, which comes as text. */
export const ofSessions = sql.join(
  Object.entries(measures).map(([name, what]) => sql`cast(${what} as bigint) as ${sql.ref(name)}`),
);

/** Of rows that hold the measures of some sessions each. */
export const ofMeasures = sql.join(
  measureNames.map((name) =>
    name === 'waiting_max'
      ? sql`max(m.waiting_max) as waiting_max`
      : sql`cast(coalesce(sum(${sql.ref(`m.${name}`)}), 0) as bigint) as ${sql.ref(name)}`,
  ),
);

export function toTotals(row: Measured | undefined): ReportTotals {
  const of = (name: keyof Measured): number => row?.[name] ?? 0;
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
