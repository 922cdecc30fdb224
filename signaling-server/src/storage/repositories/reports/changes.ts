import { sql, type Kysely } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import type { Schema } from '../../schema.ts';

/** The days of the account that have changed since their sums were made, in their order. */
export async function listChanged(db: Kysely<Schema>, accountId: AccountId): Promise<number[]> {
  // A step of the index for each, however often a day has changed.
  const { rows } = await sql<{ day: number }>`
    with recursive changed(day) as (
      select min(day) from report_changes where account_id = ${accountId}
      union all
      select (select min(c.day) from report_changes c
        where c.account_id = ${accountId} and c.day > changed.day)
      from changed where changed.day is not null)
    select day from changed where day is not null`.execute(db);
  return rows.map(({ day }) => day);
}
