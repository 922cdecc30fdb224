import type { Kysely, Transaction } from 'kysely';
import { migrateTo } from '../migrations/migrate.ts';
import { restorePostgres } from './restorePostgres.ts';
import { restoreSqlite } from './restoreSqlite.ts';
import type { Row } from './snapshot.ts';

/** What a database is filled with. */
export interface Content {
  migrations: readonly string[];
  /** Some rows of one table at a time, and those of a table that is pointed at first. */
  batches: AsyncIterable<{ table: string; rows: Row[] }>;
}

export interface RestoreOptions {
  databaseUrl: string | undefined;
  dataDir: string;
  /** Whether a database that holds something is replaced. */
  force: boolean;
}

/** A value of a statement each; SQLite takes 32,766 of them, PostgreSQL 65,535. */
const maxValues = 16_000;

/**
 * Fills a database: all of it or nothing.
 *
 * @returns where the old one was put; undefined: it was removed, or there was none
 * @throws RestoreRefused, and what comes from `content`
 */
export function restoreDatabase(
  { databaseUrl, dataDir, force }: RestoreOptions,
  content: Content,
): Promise<string | undefined> {
  const fill = async (db: Transaction<unknown>): Promise<void> => {
    await migrateTo(db, content.migrations);
    for await (const { table, rows } of content.batches) await insert(db, table, rows);
  };
  return databaseUrl === undefined
    ? restoreSqlite(dataDir, force, fill)
    : restorePostgres(databaseUrl, force, fill);
}

async function insert(db: Kysely<unknown>, table: string, rows: Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).length;
  if (columns === 0) return;
  const atOnce = Math.max(1, Math.floor(maxValues / columns));
  const anyDb = db as Kysely<Record<string, Row>>;
  for (let at = 0; at < rows.length; at += atOnce) {
    await anyDb
      .insertInto(table)
      .values(rows.slice(at, at + atOnce))
      .execute();
  }
}
