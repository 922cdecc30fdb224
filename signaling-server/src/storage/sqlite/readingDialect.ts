import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { StorageLog } from '../log.ts';
import { SqliteError } from './errors.ts';
import { SqlThread } from './sqlThread.ts';
import { toSqlite } from './values.ts';

/**
 * Kysely on a thread of its own that reads, for what takes long: a report is waited for by whoever
 * wants it, and by nobody who chats. The thread starts with the first question.
 */
export function createReadingDialect(path: string, log: StorageLog): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ReadingDriver(path, log),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class ReadingDriver implements Driver {
  readonly #thread: SqlThread;

  constructor(path: string, log: StorageLog) {
    this.#thread = new SqlThread({
      path,
      mode: 'read',
      onLost: (err) => log.error({ err }, 'the thread of reports ended'),
    });
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new ReadingConnection(this.#thread);
  }

  async beginTransaction(): Promise<void> {
    throw new Error('reports change nothing');
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  destroy(): Promise<void> {
    return this.#thread.close();
  }
}

class ReadingConnection implements DatabaseConnection {
  readonly #thread: SqlThread;

  constructor(thread: SqlThread) {
    this.#thread = thread;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const step = { do: 'read', query: 0, sql, parameters: parameters.map(toSqlite) } as const;
    const reply = await this.#thread.send([step]);
    const failure = reply.lost ?? reply.failures[0]?.failure;
    if (failure) throw new SqliteError(failure);
    return { rows: (reply.results[0]?.rows.rows ?? []) as R[] };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('the embedded database does not stream');
  }
}
