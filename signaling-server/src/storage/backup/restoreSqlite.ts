import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, type Transaction } from 'kysely';
import { silentLog } from '../log.ts';
import { defaultBatchLimits } from '../sqlite/batch.ts';
import { openSqliteAccess } from '../sqlite/dialect.ts';
import { holdFile } from '../sqlite/holdFile.ts';
import { prepareFile } from '../sqlite/openSqlite.ts';
import { RestoreRefused } from './RestoreRefused.ts';

/** Files are written between two rows, and may take their time. */
const limits = { ...defaultBatchLimits, maxQuietMs: 3_600_000 };

/** Fills a new file beside the old one, and puts it in its place when it is whole. */
export async function restoreSqlite(
  dataDir: string,
  force: boolean,
  fill: (db: Transaction<unknown>) => Promise<void>,
): Promise<string | undefined> {
  const path = join(dataDir, 'beside.sqlite');
  const fresh = `${path}.restoring`;
  prepareFile(dataDir, fresh);
  const letGo = holdFile(path);
  try {
    if (!force && holdsSomething(path)) {
      throw new RestoreRefused(`${path} holds an installation: --force replaces it.`);
    }
    for (const end of ['', '-wal', '-shm']) rmSync(`${fresh}${end}`, { force: true });
    prepareFile(dataDir, fresh);
    const { dialect } = openSqliteAccess({ path: fresh, limits, log: silentLog });
    const db = new Kysely<unknown>({ dialect });
    try {
      await db.transaction().execute(fill);
    } finally {
      await db.destroy();
    }
    return putInPlace(fresh, path);
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${fresh}${end}`, { force: true });
    letGo();
  }
}

/** Anything that is no empty database of ours counts as something. */
function holdsSomething(path: string): boolean {
  if (!existsSync(path)) return false;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database.prepare('select count(*) as count from sqlite_schema').get();
    if (tables?.['count'] === 0) return false;
    const accounts = database.prepare('select count(*) as count from accounts').get();
    return accounts?.['count'] !== 0;
  } catch {
    return true;
  } finally {
    database.close();
  }
}

/** The old one stays, under another name; there is a database at every moment. */
function putInPlace(fresh: string, path: string): string | undefined {
  if (!existsSync(path)) {
    renameSync(fresh, path);
    return undefined;
  }
  const aside = `${path}.replaced-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  linkSync(path, aside);
  // A log that stayed behind would be taken for the new file's.
  if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${aside}-wal`);
  rmSync(`${path}-shm`, { force: true });
  renameSync(fresh, path);
  return aside;
}
