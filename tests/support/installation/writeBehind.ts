import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const busy = 5; // SQLITE_BUSY

/**
 * Writes into the database of a running installation behind its back, in one transaction. Both are
 * in this process: whoever stood still until the other lets go would wait for ever.
 */
export async function writeBehind<T>(
  { dataDir }: { dataDir: string },
  work: (database: DatabaseSync) => T,
): Promise<T> {
  const database = new DatabaseSync(join(dataDir, 'beside.sqlite'), { timeout: 0 });
  try {
    while (!hasBegun(database)) await setTimeout(10);
    const result = work(database);
    database.exec('commit');
    return result;
  } finally {
    database.close();
  }
}

function hasBegun(database: DatabaseSync): boolean {
  try {
    database.exec('begin immediate');
    return true;
  } catch (failure) {
    if ((failure as { errcode?: number }).errcode === busy) return false;
    throw failure;
  }
}
