import { PostgresAdapter, sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import type { ReportScope } from '../../../ports/reports.ts';
import type { Schema } from '../../schema.ts';
import { findFacts, type Facts } from './facts.ts';
import { prepareSearch, type Search } from './search.ts';

type Condition = RawBuilder<SqlBool>;

/** A scope, and what the database has of it. */
export interface Prepared {
  accountId: AccountId;
  scope: ReportScope;
  /** The kinds of sessions that the account has, and those of them that are meant. */
  known: readonly Facts[];
  facts: readonly Facts[];
  search: Search | undefined;
  /** Whether the database knows how often there is what: it is not kept from any of its indexes. */
  isJudging: boolean;
}

/** @param many from how many on what words have found is not looked up one by one */
export async function prepareScope(
  db: Kysely<Schema>,
  accountId: AccountId,
  scope: ReportScope,
  many: number,
): Promise<Prepared> {
  const { all, meant } = await findFacts(db, accountId, scope.filter);
  const search = await prepareSearch(db, accountId, scope.filter.search, many);
  const isJudging = db.getExecutor().adapter instanceof PostgresAdapter;
  return { accountId, scope, known: all, facts: meant, search, isJudging };
}

/**
 * Which rows of `session_reports s` are meant, as conditions to be joined by `and`.
 *
 * @param by what the database may look them up by: the conditions; or the order of a list alone,
 * where they are read in it until the page is full. `pieces`: the conditions, with others for the time
 */
export function conditionsOf(
  { accountId, scope: { filter, companies }, known, facts, search, isJudging }: Prepared,
  by: 'filters' | 'pieces' | 'time' | 'order' = 'filters',
): Condition {
  if (facts.length === 0) return sql`1 = 0`;
  const { from, to, portal, technician, company } = filter;
  const byFilters = (isJudging || by === 'filters' || by === 'pieces') && !search?.found;
  const number = (column: string, isLookedUp: boolean) =>
    isLookedUp ? sql.ref(column) : sql`(${sql.ref(column)} + 0)`;
  const text = (column: string) => (byFilters ? sql.ref(column) : sql`(${sql.ref(column)} || '')`);
  const createdAt = number('s.created_at', byFilters || by === 'time');
  const conditions: Condition[] = [
    // Where words have found them, no index of the account finds them sooner.
    search?.found ? sql`(s.account_id || '') = ${accountId}` : sql`s.account_id = ${accountId}`,
    ...(by === 'pieces'
      ? []
      : [sql<SqlBool>`${createdAt} >= ${from}`, sql<SqlBool>`${createdAt} < ${to}`]),
  ];
  const is = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql`${text(column)} = ${value}`);
  };
  if (companies !== 'all') {
    conditions.push(
      companies.length > 0
        ? sql`${text('s.company_id')} in (${sql.join([...companies])})`
        : sql`1 = 0`,
    );
  }
  is('s.portal_id', portal);
  is('s.technician_id', technician);
  if (company === 'none') conditions.push(sql`s.company_id is null`);
  else is('s.company_id', company);
  if (facts.length < known.length) {
    // Whose they are narrows more, and the indexes of whose they are hold these too.
    const isWhose = (portal ?? technician ?? company) !== undefined || companies !== 'all';
    conditions.push(sql`${number('s.facts', byFilters && !isWhose)} in (${sql.join([...facts])})`);
  }
  if (search) conditions.push(search.found ?? search.mentions);
  return sql`${sql.join(conditions, sql` and `)}`;
}
