import { PostgresAdapter, sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import type { Schema } from '../../schema.ts';
import { searchable } from '../requestRow.ts';

type Db = Kysely<Schema>;
type Condition = RawBuilder<SqlBool>;

/** Which sessions a search means, as conditions on `session_reports s`. */
export interface Search {
  /** What is asked of each session that was found in another way. */
  mentions: Condition;
  /** What finds them by the index of words; absent where they are too many, or the words too short. */
  found?: Condition;
}

/** The index knows what is written in parts of three letters. */
const indexedLetters = 3;
/** Which share of what is many is named one by one where it was found. */
const namedShare = 1 / 40;

/** What the customer typed, or the id of the request. */
export async function prepareSearch(
  db: Db,
  accountId: AccountId,
  search: string | undefined,
  many: number,
): Promise<Search | undefined> {
  if (!search) return undefined;
  const wanted = searchable(search);
  const pattern = `%${wanted.replaceAll(/[!%_]/g, '!$&')}%`;
  const mentions = sql<SqlBool>`exists (select 1 from requests f where f.id = s.request_id
    and (f.id = ${wanted} or f.search_text like ${pattern} escape '!'))`;
  if ([...wanted].length < indexedLetters) return { mentions };
  const ids =
    db.getExecutor().adapter instanceof PostgresAdapter
      ? sql`select id from requests
          where account_id = ${accountId} and search_text like ${pattern} escape '!'`
      : sql`select w.request_id as id from request_trigrams t
          join request_words w on w.id = t.rowid
          where t.words match ${`"${wanted.replaceAll('"', '""')}"`}`;
  // Words are looked up once: what they find is named where it is asked for again.
  const named = Math.floor(many * namedShare);
  const { rows } = await sql<{ id: string }>`
    select id from (${ids}) found limit ${named + 1}`.execute(db);
  if (rows.length <= named) {
    const found = [...rows.map(({ id }) => id), wanted];
    return { mentions, found: sql`(s.request_id in (${sql.join(found)}) and ${mentions})` };
  }
  const counted = await sql<{ number: number }>`
    select count(*) as number from (${ids} limit ${many}) counted`.execute(db);
  if ((counted.rows[0]?.number ?? 0) >= many) return { mentions };
  // What the index folds beyond lower case does not count: it is asked again.
  return {
    mentions,
    found: sql`(s.request_id in (${ids} union all select ${wanted}) and ${mentions})`,
  };
}
