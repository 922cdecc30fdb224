import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import type { ChangedDay, ReportSums } from '../../../ports/reports.ts';
import type { Database } from '../../database.ts';
import type { Schema } from '../../schema.ts';
import { cutNames, cuts, dayMs, type CutName } from './cuts.ts';
import { ofSessions, type Measured } from './measures.ts';

type Db = Kysely<Schema>;
type Sum = Measured & { cut: CutName; starts_at: number; part: string };

/** How long a day is left to whoever has taken it. */
const takenMs = 60_000;
/** Rows of a statement: SQLite takes 32,766 values. */
const rowsAtOnce = 500;

/** Makes the sums that reports are read from (see `measuredParts.ts`), a day of an account at a time. */
export function createReportSums(database: Database): ReportSums {
  return {
    changed: (before, now, limit) =>
      // Mostly there is none: the thread of reports is not begun for that.
      database.run(async (db) => {
        const rows = await db
          .selectFrom('report_changes')
          .select(['account_id', 'day'])
          .where('day', '<', before - dayMs + 1)
          .groupBy(['account_id', 'day'])
          .having((has) => sql`coalesce(${has.fn.max('taken_at')}, 0)`, '<=', now - takenMs)
          .orderBy('day', 'desc')
          .orderBy('account_id')
          .limit(limit)
          .execute();
        return rows.map(({ account_id: id, day }) => ({ accountId: id as AccountId, day }));
      }),

    async make(changed, now) {
      const token = randomUUID();
      // Who writes from here on notes it anew, and the day stays changed.
      const taken = await database.run((db) => take(db, changed, token, now));
      if (taken === 0) return false;
      const sums = await database.report(async (db) => {
        const all: Sum[] = [];
        for (const cut of cutNames) all.push(...(await sumUp(db, changed, cut)));
        return all;
      });
      return database.transaction((db) => store(db, changed, { token, taken, sums }));
    },
  };
}

/** All notes of the day, those of somebody else included, who then stores nothing. */
async function take(
  db: Db,
  { accountId, day }: ChangedDay,
  token: string,
  now: number,
): Promise<number> {
  const taken = await db
    .updateTable('report_changes')
    .set({ taken_by: token, taken_at: now })
    .where('account_id', '=', accountId)
    .where('day', '=', day)
    .returning('day')
    .execute();
  return taken.length;
}

async function sumUp(db: Db, { accountId, day }: ChangedDay, cut: CutName): Promise<Sum[]> {
  const { spanMs, part } = cuts[cut];
  const { rows } = await sql<Sum>`
    select ${cut} as cut, starts_at, part, ${ofSessions} from (
      select s.*, s.created_at - s.created_at % ${sql.lit(spanMs)} as starts_at, ${part} as part
      from session_reports s where s.account_id = ${accountId}
        and s.created_at >= ${day} and s.created_at < ${day + dayMs}) s
    group by starts_at, part`.execute(db);
  return rows;
}

async function store(
  db: Db,
  { accountId, day }: ChangedDay,
  { token, taken, sums }: { token: string; taken: number; sums: Sum[] },
): Promise<boolean> {
  const done = await db
    .deleteFrom('report_changes')
    .where('account_id', '=', accountId)
    .where('day', '=', day)
    .where('taken_by', '=', token)
    .returning('day')
    .execute();
  if (done.length !== taken) {
    await db.insertInto('report_changes').values({ account_id: accountId, day }).execute();
    return false;
  }
  await db
    .deleteFrom('report_sums')
    .where('account_id', '=', accountId)
    .where('cut', 'in', cutNames)
    .where('starts_at', '>=', day)
    .where('starts_at', '<', day + dayMs)
    .execute();
  for (let at = 0; at < sums.length; at += rowsAtOnce) {
    const rows = sums.slice(at, at + rowsAtOnce);
    await db
      .insertInto('report_sums')
      .values(rows.map((row) => ({ account_id: accountId, ...row })))
      .execute();
  }
  return true;
}
