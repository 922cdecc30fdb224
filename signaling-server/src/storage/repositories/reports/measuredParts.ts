import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { ReportGroup } from '@beside/shared/protocol/admin/reports';
import type { Schema } from '../../schema.ts';
import { listChanged } from './changes.ts';
import { cuts, findCut, type Wanted } from './cuts.ts';
import { measureNames, ofSessions } from './measures.ts';
import { cutPieces, type Piece } from './pieces.ts';
import { conditionsOf, type Prepared } from './scope.ts';

/** With more of them than that, sums save nothing; SQLite joins 500 selects. */
const maxPieces = 400;

/**
 * What the sessions that are meant come to, as rows to be summed up: `span`, `part` (of the group;
 * empty: of none) and the measures.
 *
 * Of days that have changed since their sums were made, the sessions are read. A change and its note
 * are one commit, and a day counts by itself: the answer is that of reading all sessions.
 *
 * @param times where the spans begin, and the end of the last
 */
export async function measuredParts(
  db: Kysely<Schema>,
  prepared: Prepared,
  times: readonly number[],
  group?: ReportGroup,
): Promise<RawBuilder<unknown>> {
  const wanted = findCut(prepared, group);
  if (!wanted) return readSessions(prepared, times, group);
  const changed = await listChanged(db, prepared.accountId);
  const pieces = cutPieces(times, cuts[wanted.cut].spanMs, changed);
  const summed = pieces.filter(({ isSummed }) => isSummed);
  if (summed.length === 0 || pieces.length > maxPieces) {
    return readSessions(prepared, times, group);
  }
  const sums = readSums(prepared, summed, wanted);
  const rest = pieces.filter(({ isSummed }) => !isSummed);
  return rest.length === 0 ? sums : sql`${sums} union all ${readPieces(prepared, rest, group)}`;
}

const partOf = (group: ReportGroup | undefined): RawBuilder<string> => cuts[group ?? 'all'].part;

function readSums({ accountId }: Prepared, pieces: Piece[], { cut, parts }: Wanted) {
  const isMeant = parts ? sql`and r.part in (${sql.join([...parts])})` : sql``;
  return sql`select p.span as span, r.part as part,
      ${sql.join(measureNames.map((name) => sql`${sql.ref(`r.${name}`)} as ${sql.ref(name)}`))}
    from (${tableOf(pieces)}) p cross join report_sums r
    where r.account_id = ${accountId} and r.cut = ${cut}
      and r.starts_at >= p.begins and r.starts_at < p.ends ${isMeant}`;
}

/** `cross join`: SQLite then goes from stretch to stretch, and PostgreSQL does as it likes. */
function readPieces(prepared: Prepared, pieces: Piece[], group: ReportGroup | undefined) {
  const part = partOf(group);
  return sql`select p.span as span, ${part} as part, ${ofSessions}
    from (${tableOf(pieces)}) p cross join session_reports s
    where s.created_at >= p.begins and s.created_at < p.ends
      and ${conditionsOf(prepared, 'pieces')}
    group by p.span ${group ? sql`, ${part}` : sql``}`;
}

/** Not by `values`: PostgreSQL would look through all rows for each of them. */
function tableOf(pieces: Piece[]): RawBuilder<unknown> {
  const rows = pieces.map(
    ({ span, from, to }) =>
      sql`select cast(${span} as bigint) as span, cast(${from} as bigint) as begins,
        cast(${to} as bigint) as ends`,
  );
  return sql.join(rows, sql` union all `);
}

/** All of them; each span is a stretch of the index by time. */
function readSessions(
  prepared: Prepared,
  times: readonly number[],
  group: ReportGroup | undefined,
): RawBuilder<unknown> {
  const { scope } = prepared;
  const part = partOf(group);
  const spans = times.slice(1).map((to, at) => {
    const filter = { ...scope.filter, from: times[at] ?? to, to };
    return sql`select ${sql.lit(at)} as span, ${part} as part, ${ofSessions} from session_reports s
      where ${conditionsOf({ ...prepared, scope: { ...scope, filter } })}
      ${group ? sql`group by ${part}` : sql``}`;
  });
  return sql.join(spans, sql` union all `);
}
