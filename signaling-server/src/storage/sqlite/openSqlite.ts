import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { StorageLog } from '../log.ts';
import type { Backend } from '../database.ts';
import { openSqliteAccess } from './dialect.ts';
import { createReadingDialect } from './readingDialect.ts';
import { classifySqlite, notADatabase, SqliteError } from './errors.ts';
import { defaultBatchLimits, type BatchLimits } from './batch.ts';
import { holdFile } from './holdFile.ts';

/**
 * The embedded database: one file, `beside.sqlite`, in the data directory.
 *
 * @param exclusive whether no other process may have it, until this one lets go
 */
export function createSqliteBackend(
  dataDir: string,
  log: StorageLog,
  limits: Partial<BatchLimits> = {},
  exclusive = false,
): Backend {
  const path = join(dataDir, 'beside.sqlite');
  prepareFile(dataDir, path);
  const letGo = exclusive ? holdFile(path) : undefined;
  const { dialect, perform } = openSqliteAccess({
    path,
    log,
    limits: { ...defaultBatchLimits, ...limits },
  });
  return {
    dialect,
    perform,
    migrationDialect: undefined,
    reportDialect: createReadingDialect(path, log),
    ...(letGo && { letGo }),
    classify: classifySqlite,
    explain: (failure) => {
      if (!(failure instanceof SqliteError)) return undefined;
      return (failure.errcode & 0xff) === notADatabase
        ? `${path} is not a database of Beside: move it away, or set DATA_DIR to another directory.`
        : `The database ${path} cannot be used: ${failure.message}.`;
    },
  };
}

/** Makes directory and file readable by this user alone; the log beside it takes the file's mode. */
export function prepareFile(dataDir: string, path: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    throw new Error(`The data directory ${dataDir} cannot be written (${why}). See DATA_DIR.`, {
      cause: failure,
    });
  }
}
