import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { defaultWorkLimits } from '../database.ts';
import { silentLog } from '../log.ts';
import { createPostgresBackend } from '../postgres/openPostgres.ts';
import { sortTables, type Table } from './tables.ts';
import { describePostgres } from './postgresTables.ts';
import { describeSqlite } from './sqliteTables.ts';

export type Row = Record<string, string | number | null>;

/** All of a database as it stands at one moment, while others go on writing. */
export interface Snapshot {
  kind: 'sqlite' | 'postgres';
  /** Those that made its schema, in the order of their names. */
  migrations: string[];
  /** In an order in which they can be filled: what is pointed at comes first. */
  tables: Table[];
  /** In the order of their keys. */
  rows(table: Table): AsyncIterable<Row>;
  close(): Promise<void>;
}

interface Place {
  databaseUrl: string | undefined;
  dataDir: string;
}

const rowsAtOnce = 500;

/** @throws Error with one plain sentence where there is no database */
export function openSnapshot({ databaseUrl, dataDir }: Place): Promise<Snapshot> {
  return databaseUrl === undefined
    ? openSqliteSnapshot(join(dataDir, 'beside.sqlite'))
    : openPostgresSnapshot(databaseUrl);
}

async function openSqliteSnapshot(path: string): Promise<Snapshot> {
  if (!existsSync(path)) throw new Error(`There is no database ${path}. See DATA_DIR.`);
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    // The first read fixes what is seen; who writes does not wait for it (https://sqlite.org/isolation.html).
    database.exec('BEGIN');
    const migrations = database
      .prepare('select name from schema_migrations order by name')
      .all()
      .map(({ name }) => String(name));
    const tables = sortTables(describeSqlite(database));
    return {
      ...{ kind: 'sqlite', migrations, tables },
      async *rows({ name, columns, key }) {
        const order = key.length > 0 ? `order by ${quoted(key)}` : '';
        yield* database
          .prepare(`select ${quoted(columns)} from ${quoted([name])} ${order}`)
          .iterate() as Iterable<Row>;
      },
      close: async () => database.close(),
    };
  } catch (cause) {
    database.close();
    throw new Error(`${path} is no database of Beside.`, { cause });
  }
}

async function openPostgresSnapshot(databaseUrl: string): Promise<Snapshot> {
  const { migrationDialect, explain } = createPostgresBackend(
    databaseUrl,
    silentLog,
    defaultWorkLimits,
  );
  if (!migrationDialect) throw new Error('there is no way to the database');
  const db = new Kysely<unknown>({ dialect: migrationDialect });
  try {
    const transaction = await db
      .startTransaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute();
    const found = await sql<{ name: string }>`
      select name from schema_migrations order by name`.execute(transaction);
    const tables = sortTables(await describePostgres(transaction));
    return {
      kind: 'postgres',
      migrations: found.rows.map(({ name }) => name).sort(),
      tables,
      async *rows({ name, columns, key }) {
        const order = key.length > 0 ? `order by ${quoted(key)}` : '';
        await sql
          .raw(
            `declare backup no scroll cursor for
             select ${quoted(columns)} from ${quoted([name])} ${order}`,
          )
          .execute(transaction);
        for (;;) {
          const { rows } = await sql
            .raw<Row>(`fetch ${rowsAtOnce} from backup`)
            .execute(transaction);
          yield* rows;
          if (rows.length < rowsAtOnce) break;
        }
        await sql.raw('close backup').execute(transaction);
      },
      async close() {
        await transaction.rollback().execute();
        await db.destroy();
      },
    };
  } catch (failure) {
    await db.destroy();
    const sentence = explain(failure);
    throw sentence === undefined ? failure : new Error(sentence, { cause: failure });
  }
}

const quoted = (names: readonly string[]): string =>
  names.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
