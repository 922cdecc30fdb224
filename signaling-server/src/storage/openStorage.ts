import { Kysely } from 'kysely';
import type { Storage } from '../ports.ts';
import { Database, defaultWorkLimits, type Backend, type WorkLimits } from './database.ts';
import { silentLog, type StorageLog } from './log.ts';
import { migrate } from './migrations/migrate.ts';
import { createAccounts } from './repositories/accounts.ts';
import { createKeyDirectory } from './repositories/apiKeys.ts';
import { createDeskLoad } from './repositories/deskLoad.ts';
import { createDirectory } from './repositories/directory.ts';
import { createDueStorage } from './repositories/due.ts';
import { createIdentityStorage } from './repositories/identity.ts';
import { probe } from './repositories/health.ts';
import { createPages } from './repositories/pages.ts';
import { createPresence } from './repositories/presence.ts';
import { createRelayPlaces } from './repositories/relayPlaces.ts';
import { createReportSums } from './repositories/reports/reportSums.ts';
import { createSfuRegistrations } from './repositories/sfuRegistrations.ts';
import type { Schema } from './schema.ts';
import type { BatchLimits } from './sqlite/batch.ts';
import { createSqliteBackend } from './sqlite/openSqlite.ts';
import type { TraceWork } from './trace.ts';

export interface StorageOptions {
  /** `postgres://…`; without it the database is a file in `dataDir`. */
  databaseUrl?: string;
  dataDir: string;
  log?: StorageLog;
  /** Absent, or `null`: how long its work takes is noted nowhere. */
  trace?: TraceWork | null;
  /** Whether an embedded database is refused that another process has. */
  exclusive?: boolean;
  /** Other limits than the usual ones; for tests, which do not wait that long. */
  limits?: Partial<WorkLimits & BatchLimits>;
}

/**
 * Opens the database and brings its schema up to date.
 *
 * @throws Error with one plain sentence for whoever runs the installation: the directory cannot be
 * written, the file is no database, the server cannot be reached, the schema is a newer version's
 */
export async function openStorage({
  databaseUrl,
  dataDir,
  log = silentLog,
  trace = null,
  exclusive = false,
  limits = {},
}: StorageOptions): Promise<Storage> {
  const workLimits = { ...defaultWorkLimits, ...limits };
  const backend = databaseUrl
    ? await loadPostgres(databaseUrl, log, workLimits)
    : createSqliteBackend(dataDir, log, limits, exclusive);
  const db = await openCurrent(backend, log);
  const { reportDialect } = backend;
  const reports = reportDialect ? new Kysely<Schema>({ dialect: reportDialect }) : db;
  const database = new Database({ kysely: db, reports }, backend, workLimits, log, trace);
  return {
    directory: createDirectory(database),
    identity: createIdentityStorage(database),
    keys: createKeyDirectory(database),
    presence: createPresence(database),
    due: createDueStorage(database),
    reportSums: createReportSums(database),
    deskLoad: createDeskLoad(database),
    relayPlaces: createRelayPlaces(database),
    sfuRegistrations: createSfuRegistrations(database),
    pages: createPages(database),
    forAccount: createAccounts(database),
    probe: () => probe(database),
    close: () => database.close().finally(() => backend.letGo?.()),
  };
}

/** Loaded only where it is used: most installations have no server, and pg is not small. */
async function loadPostgres(
  databaseUrl: string,
  log: StorageLog,
  limits: WorkLimits,
): Promise<Backend> {
  const { createPostgresBackend } = await import('./postgres/openPostgres.ts');
  return createPostgresBackend(databaseUrl, log, limits);
}

async function openCurrent(backend: Backend, log: StorageLog): Promise<Kysely<Schema>> {
  const { dialect, migrationDialect, explain } = backend;
  const db = new Kysely<Schema>({ dialect });
  const migrating = migrationDialect ? new Kysely<Schema>({ dialect: migrationDialect }) : db;
  let current = false;
  try {
    await migrate(migrating, log);
    current = true;
    return db;
  } catch (failure) {
    const sentence = explain(failure);
    throw sentence === undefined ? failure : new Error(sentence, { cause: failure });
  } finally {
    if (migrating !== db) await migrating.destroy();
    if (!current) {
      await db.destroy();
      backend.letGo?.();
    }
  }
}
