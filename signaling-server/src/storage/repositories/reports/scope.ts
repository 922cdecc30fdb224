import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import type { ReportScope } from '../../../ports/reports.ts';
import { storableText } from '../json.ts';
import { searchable } from '../requestRow.ts';

type Condition = RawBuilder<SqlBool>;

/**
 * Which rows of `session_reports s` are meant, as conditions to be joined by `and`.
 *
 * @param byIndex whether the database may look them up by these conditions; it may not where the
 * rows are to be read in the order of a list until the page is full
 */
export function conditionsOf(
  accountId: AccountId,
  { filter, companies }: ReportScope,
  byIndex = true,
): Condition {
  const { from, to, portal, technician, company, state, outcome, rating, way, search } = filter;
  const number = (column: string) => (byIndex ? sql.ref(column) : sql`(${sql.ref(column)} + 0)`);
  const text = (column: string) => (byIndex ? sql.ref(column) : sql`(${sql.ref(column)} || '')`);
  const conditions: Condition[] = [
    sql`s.account_id = ${accountId}`,
    sql`${number('s.created_at')} >= ${from}`,
    sql`${number('s.created_at')} < ${to}`,
  ];
  const is = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql`${text(column)} = ${value}`);
  };
  if (companies !== 'all') {
    conditions.push(
      companies.length > 0 ? sql`s.company_id in (${sql.join([...companies])})` : sql`1 = 0`,
    );
  }
  is('s.portal_id', portal);
  is('s.technician_id', technician);
  if (company === 'none') conditions.push(sql`s.company_id is null`);
  else is('s.company_id', company);
  is('s.state', state);
  is('s.outcome', outcome);
  is('s.way', way);
  if (rating !== undefined) conditions.push(sql`${number('s.rating')} = ${rating}`);
  if (search) conditions.push(mentions(search));
  return sql`${sql.join(conditions, sql` and `)}`;
}

/** What the customer typed, or the id of the request. */
function mentions(search: string): Condition {
  const wanted = searchable(search);
  const pattern = `%${wanted.replaceAll(/[!%_]/g, '!$&')}%`;
  return sql`exists (select 1 from requests f where f.id = s.request_id
    and (f.id = ${storableText(wanted)} or f.search_text like ${pattern} escape '!'))`;
}
