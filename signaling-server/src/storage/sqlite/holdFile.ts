import { DatabaseSync } from 'node:sqlite';

const busy = 5; // SQLITE_BUSY

/**
 * Holds the database for this process alone: two would tell their pages nothing of each other's
 * doings. It is a lock of the system, on a file beside it, which ends with the process however that
 * ends; nothing stale is ever left.
 *
 * @returns lets go of it
 * @throws Error with one plain sentence where another process has it
 */
export function holdFile(path: string): () => void {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (failure) {
    lock.close();
    if ((failure as { errcode?: unknown }).errcode !== busy) throw failure;
    throw new Error(
      `Another process of Beside uses ${path}: stop that one, or set DATA_DIR to another ` +
        'directory. Several nodes share a PostgreSQL, see DATABASE_URL.',
      { cause: failure },
    );
  }
  return () => lock.close();
}
