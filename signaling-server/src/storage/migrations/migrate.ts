import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { StorageLog } from '../log.ts';
import * as foundation from './0001Foundation.ts';
import * as desk from './0002Desk.ts';
import * as secrets from './0003Secrets.ts';
import * as files from './0004Files.ts';
import * as notifications from './0005Notifications.ts';
import * as team from './0006Team.ts';
import * as companies from './0007Companies.ts';
import * as survey from './0008Survey.ts';
import * as sfuNodes from './0010SfuNodes.ts';
import * as helpers from './0012Helpers.ts';
import * as sessionWindow from './0013SessionWindow.ts';
import * as identity from './0014Identity.ts';
import * as pages from './0019Pages.ts';
import * as reports from './0017Reports.ts';
import * as administration from './0016Administration.ts';
import * as apiKeys from './0021ApiKeys.ts';
import * as webhooks from './0022Webhooks.ts';
import * as audit from './0023Audit.ts';
import * as sessionLog from './0024SessionLog.ts';
import * as recordings from './0025Recordings.ts';
import * as sfuRegistrations from './0030SfuRegistrations.ts';
import * as reportSpeed from './0031ReportSpeed.ts';
import * as reportSums from './0032ReportSums.ts';

/** Append only: what has been released is never changed, and names sort by their number. */
const migrations: Record<string, Migration> = {
  '0001Foundation': foundation,
  '0002Desk': desk,
  '0003Secrets': secrets,
  '0004Files': files,
  '0005Notifications': notifications,
  '0006Team': team,
  '0007Companies': companies,
  '0008Survey': survey,
  '0010SfuNodes': sfuNodes,
  '0012Helpers': helpers,
  '0013SessionWindow': sessionWindow,
  '0014Identity': identity,
  '0019Pages': pages,
  '0017Reports': reports,
  '0016Administration': administration,
  '0021ApiKeys': apiKeys,
  '0022Webhooks': webhooks,
  '0023Audit': audit,
  '0024SessionLog': sessionLog,
  '0025Recordings': recordings,
  '0030SfuRegistrations': sfuRegistrations,
  '0031ReportSpeed': reportSpeed,
  '0032ReportSums': reportSums,
};

const tables = {
  migrationTableName: 'schema_migrations',
  migrationLockTableName: 'schema_migrations_lock',
};

/**
 * Brings the schema up to this version, all of it or nothing. Several nodes may start at once.
 *
 * @throws Error with one plain sentence where the database was made by a newer version
 */
export async function migrate<T>(db: Kysely<T>, log: StorageLog): Promise<void> {
  await refuseNewer(db);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    ...tables,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    // A newer version may have started meanwhile.
    await refuseNewer(db);
    throw error instanceof Error
      ? error
      : new Error('the schema cannot be changed', { cause: error });
  }
  for (const { migrationName } of results ?? []) log.info({ migrationName }, 'schema changed');
}

/**
 * Makes the schema that these migrations make, on an empty database, and notes them as done.
 *
 * @throws Error with one plain sentence where one of them is a newer version's
 */
export async function migrateTo<T>(db: Kysely<T>, names: readonly string[]): Promise<void> {
  refuseUnknown(names, 'backup');
  for (const [table, columns] of [
    [
      tables.migrationTableName,
      'name varchar(255) not null primary key, timestamp varchar(255) not null',
    ],
    [
      tables.migrationLockTableName,
      'id varchar(255) not null primary key, is_locked integer not null default 0',
    ],
  ] as const) {
    await sql`create table ${sql.table(table)} (${sql.raw(columns)})`.execute(db);
  }
  for (const name of [...names].sort()) {
    await migrations[name]?.up(db);
    await sql`insert into ${sql.table(tables.migrationTableName)} (name, timestamp)
      values (${name}, ${new Date().toISOString()})`.execute(db);
  }
}

async function refuseNewer<T>(db: Kysely<T>): Promise<void> {
  const existing = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!existing.some(({ name }) => name === tables.migrationTableName)) return;
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.table(tables.migrationTableName)}`.execute(db);
  refuseUnknown(
    rows.map(({ name }) => name),
    'database',
  );
}

function refuseUnknown(names: readonly string[], what: 'database' | 'backup'): void {
  const unknown = names.filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) {
    throw new Error(
      `The ${what} was made by a newer version of Beside (it has ${unknown.sort().join(', ')}): ` +
        (what === 'database'
          ? 'start that version, or restore a backup.'
          : 'restore it with that version.'),
    );
  }
}
