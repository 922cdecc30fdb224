import { PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Backend, WorkLimits } from '../database.ts';
import type { StorageLog } from '../log.ts';
import { classifyPostgres } from './errors.ts';
import { createWatchedClient } from './watchedClient.ts';

/** Enough to keep a server of a few cores busy, and few enough for many nodes on one server. */
const maxConnections = 10;
/** Reports wait for each other, and nobody for them. */
const maxReportConnections = 2;
const connectTimeoutMs = 5_000;
/** A little more than the server itself gives a statement. */
const maxReportAnswerMs = 35_000;
// pg gives int8 as text; times and counts stay far below 2^53. Nobody else uses pg.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * A commit is durable before it is answered, and nobody waits for a hung one for good. What a
 * statement costs here, its translation into machine code would cost once more.
 */
const sessionSettings = `
  set synchronous_commit = on;
  set jit = off;
  set idle_in_transaction_session_timeout = '5s';
  set lock_timeout = '5s';
  set statement_timeout = '30s'`;
const migrationSettings = 'set synchronous_commit = on';

/**
 * PostgreSQL by its connection string.
 *
 * @throws Error with one plain sentence where the string is none
 */
export function createPostgresBackend(
  databaseUrl: string,
  log: StorageLog,
  { maxAnswerMs }: Pick<WorkLimits, 'maxAnswerMs'>,
): Backend {
  const place = describePlace(databaseUrl);
  const create = (max: number, settings: string, Client: typeof pg.Client): PostgresDialect =>
    createDialect({ connectionString: databaseUrl, max, Client }, settings, log);
  return {
    dialect: create(maxConnections, sessionSettings, createWatchedClient(maxAnswerMs)),
    migrationDialect: create(2, migrationSettings, pg.Client),
    reportDialect: create(
      maxReportConnections,
      sessionSettings,
      createWatchedClient(maxReportAnswerMs),
    ),
    classify: classifyPostgres,
    explain: (failure) => {
      const why = failure instanceof AggregateError ? (failure.errors[0] as unknown) : failure;
      if (!(why instanceof Error)) return undefined;
      if (classifyPostgres(why) === 'unavailable') {
        return `The database server ${place} cannot be reached (${why.message}). See DATABASE_URL.`;
      }
      return why instanceof pg.DatabaseError
        ? `The database ${place} cannot be used (${why.message}). See DATABASE_URL.`
        : undefined;
    },
  };
}

function createDialect(
  config: Pick<pg.PoolConfig, 'connectionString' | 'max' | 'Client'>,
  settings: string,
  log: StorageLog,
): PostgresDialect {
  const prepare = (client: pg.ClientBase): unknown => {
    // Without a listener, a connection that dies between two queries would end the process.
    client.on('error', (err) => log.warn({ err }, 'a connection to the database was lost'));
    return client.query(settings);
  };
  const pool = new pg.Pool({
    ...config,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'beside',
    keepAlive: true,
    // The pool waits for the promise, which its types do not say.
    onConnect: prepare,
  });
  pool.on('error', (err) => log.warn({ err }, 'an idle connection to the database was lost'));
  return new PostgresDialect({ pool });
}

/** Host and database of the string, without its password. */
function describePlace(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new Error('DATABASE_URL must have the form postgres://user:password@host:5432/database.');
  }
  return `${url.host || 'on this machine'}${url.pathname}`;
}
