import { sql, type Kysely } from 'kysely';
import type { LinkWay, ReportState } from '@beside/shared/domain/figures';
import type { AccountId } from '@beside/shared/domain/ids';
import type { Outcome } from '@beside/shared/domain/words';
import type { ReportFilter, ReportSort } from '@beside/shared/protocol/admin/reports';
import type { Schema } from '../../schema.ts';

/** What a session is, in one number (migration 0031): an index holds it, and finds by it. */
export type Facts = number;

/*
 * Which bits say it. The column is made by a migration, which stays as it is: so do these lists,
 * whatever is added to what sessions can be.
 */
const states: readonly ReportState[] = ['open', 'served', 'unserved', 'message'];
const outcomes: readonly (Outcome | null)[] = [null, 'resolved', 'unresolved', 'unknown'];
const ways: readonly LinkWay[] = ['none', 'direct', 'relay', 'both'];

const state = (facts: Facts) => states[facts & 3];
const outcome = (facts: Facts) => outcomes[(facts >> 2) & 3];
const way = (facts: Facts) => ways[(facts >> 4) & 3];
/** 0: nobody rated it. */
const rating = (facts: Facts) => (facts >> 6) & 7;

const measuredBits: Record<Exclude<ReportSort, 'started' | 'rating'>, number> = {
  waiting: 512,
  answer: 1024,
  handling: 2048,
  sharing: 4096,
};

/** Whether a session has the figure that the order goes by. */
export function hasFigure(facts: Facts, sort: ReportSort): boolean {
  if (sort === 'started') return true;
  return sort === 'rating' ? rating(facts) > 0 : (facts & measuredBits[sort]) !== 0;
}

function isMeant(facts: Facts, filter: ReportFilter): boolean {
  return (
    (filter.state === undefined || filter.state === state(facts)) &&
    (filter.outcome === undefined || filter.outcome === outcome(facts)) &&
    (filter.way === undefined || filter.way === way(facts)) &&
    (filter.rating === undefined || filter.rating === rating(facts))
  );
}

/** Those of the account's that the filter means. */
export async function findFacts(
  db: Kysely<Schema>,
  accountId: AccountId,
  filter: ReportFilter,
): Promise<{ all: Facts[]; meant: Facts[] }> {
  // A step of the index for each, instead of all that is in it.
  const { rows } = await sql<{ facts: Facts }>`
    with recursive known(facts) as (
      select min(facts) from session_reports where account_id = ${accountId}
      union all
      select (select min(s.facts) from session_reports s
        where s.account_id = ${accountId} and s.facts > known.facts)
      from known where known.facts is not null)
    select facts from known where facts is not null`.execute(db);
  const all = rows.map(({ facts }) => facts);
  return { all, meant: all.filter((facts) => isMeant(facts, filter)) };
}
