import { Kysely, sql, type Transaction } from 'kysely';
import { defaultWorkLimits } from '../database.ts';
import { silentLog } from '../log.ts';
import { createPostgresBackend } from '../postgres/openPostgres.ts';
import { describePostgres } from './postgresTables.ts';
import { RestoreRefused } from './RestoreRefused.ts';

/** Empties the database where that is wanted, and fills it, in one transaction. */
export async function restorePostgres(
  databaseUrl: string,
  force: boolean,
  fill: (db: Transaction<unknown>) => Promise<void>,
): Promise<undefined> {
  const { migrationDialect, explain } = createPostgresBackend(
    databaseUrl,
    silentLog,
    defaultWorkLimits,
  );
  if (!migrationDialect) throw new Error('there is no way to the database');
  const db = new Kysely<unknown>({ dialect: migrationDialect });
  try {
    await db.transaction().execute(async (transaction) => {
      await makeRoom(transaction, force);
      await fill(transaction);
    });
  } catch (failure) {
    const sentence = explain(failure);
    throw sentence === undefined ? failure : new Error(sentence, { cause: failure });
  } finally {
    await db.destroy();
  }
  return undefined;
}

async function makeRoom(db: Transaction<unknown>, force: boolean): Promise<void> {
  const tables = (await describePostgres(db)).map(({ name }) => name);
  if (tables.length === 0) return;
  if (!tables.includes('accounts') || !tables.includes('schema_migrations')) {
    throw new RestoreRefused('The database belongs to something else: name an empty one.');
  }
  // Whoever starts meanwhile waits for this, and finds what was restored.
  await sql`lock table accounts in access exclusive mode`.execute(db);
  if (tables.includes('nodes')) {
    const running = await sql<{ id: string }>`
      select id from nodes where expires_at > ${Date.now()}`.execute(db);
    if (running.rows.length > 0) {
      throw new RestoreRefused(
        'A node of Beside runs on this database: stop it, wait 30 seconds where it crashed, and try again.',
      );
    }
  }
  const { rows: accounts } = await sql`select 1 from accounts limit 1`.execute(db);
  if (accounts.length > 0 && !force) {
    throw new RestoreRefused('The database holds an installation: --force replaces it.');
  }
  await sql`drop table ${sql.join(tables.map((name) => sql.table(name)))} cascade`.execute(db);
  const { rows: functions } = await sql<{ name: string }>`
    select p.oid::regprocedure::text as name from pg_proc p
    where p.pronamespace = current_schema()::regnamespace
      and p.prorettype = 'trigger'::regtype
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`.execute(
    db,
  );
  for (const { name } of functions) await sql.raw(`drop function ${name}`).execute(db);
}
