import { sql, type Kysely } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import type {
  ReportGroup,
  ReportGroups,
  ReportTotals,
} from '@beside/shared/protocol/admin/reports';
import type { ReportScope } from '../../../ports/reports.ts';
import type { Schema } from '../../schema.ts';
import { ofMeasures, toTotals, type Measured } from './measures.ts';
import { prepareScope } from './scope.ts';
import { measuredParts } from './measuredParts.ts';

type Db = Kysely<Schema>;

const wholeOf = ({ filter: { from, to } }: ReportScope): readonly number[] => [from, to];

export async function sumReports(
  db: Db,
  accountId: AccountId,
  scope: ReportScope,
  many: number,
): Promise<ReportTotals> {
  const prepared = await prepareScope(db, accountId, scope, many);
  const parts = await measuredParts(db, prepared, wholeOf(scope));
  const { rows } = await sql<Measured>`select ${ofMeasures} from (${parts}) m`.execute(db);
  return toTotals(rows[0]);
}

/** For each of the spans between these times. */
export async function sumReportsOver(
  db: Db,
  accountId: AccountId,
  scope: ReportScope,
  times: readonly number[],
  many: number,
): Promise<ReportTotals[]> {
  const prepared = await prepareScope(db, accountId, scope, many);
  const parts = await measuredParts(db, prepared, times);
  const { rows } = await sql<Measured & { span: number }>`
    select m.span, ${ofMeasures} from (${parts}) m group by m.span`.execute(db);
  const bySpan = new Map(rows.map((row) => [row.span, row]));
  return times.slice(1).map((_, at) => toTotals(bySpan.get(at)));
}

const tables = { technician: 'users', portal: 'portals', company: 'companies' } as const;

export async function sumReportsBy(
  db: Db,
  accountId: AccountId,
  scope: ReportScope,
  group: ReportGroup,
  { limit, many }: { limit: number; many: number },
): Promise<ReportGroups> {
  const prepared = await prepareScope(db, accountId, scope, many);
  const parts = await measuredParts(db, prepared, wholeOf(scope), group);
  const { rows } = await sql<Measured & { id: string | null; name: string | null }>`
    select n.id, n.name, t.* from (
      select m.part, ${ofMeasures} from (${parts}) m group by m.part) t
    left join ${sql.table(tables[group])} n on n.id = t.part
    order by t.sessions desc, n.name limit ${limit}`.execute(db);
  return rows.map((row) => ({ id: row.id, name: row.name ?? '', totals: toTotals(row) }));
}
