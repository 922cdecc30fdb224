import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
} from 'kysely';
import type { StorageLog } from '../log.ts';
import type { Call } from '../procedures/procedures.ts';
import { queries } from '../procedures/queries.ts';
import type { Schema } from '../schema.ts';
import type { BatchLimits } from './batch.ts';
import { GroupCommit } from './groupCommit.ts';
import type { Texts } from './protocol.ts';
import { Reads } from './reads.ts';
import { SqlThread } from './sqlThread.ts';
import { ThreadConnection } from './threadConnection.ts';

interface SqliteDialectOptions {
  path: string;
  limits: BatchLimits;
  log: StorageLog;
}

export interface SqliteAccess {
  /** Kysely on a writer thread with group commit, and a reader thread that never waits for an fsync. */
  dialect: Dialect;
  perform: (call: Call) => Promise<unknown>;
}

export function openSqliteAccess(options: SqliteDialectOptions): SqliteAccess {
  const language = {
    createAdapter: () => new Adapter(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new Compiler(),
  };
  const mute = new Kysely<Schema>({
    dialect: { ...language, createDriver: () => new DummyDriver() },
  });
  const driver = new ThreadDriver(options, textsOf(mute));
  return {
    dialect: { ...language, createDriver: () => driver },
    perform: (call) => driver.perform(call),
  };
}

function textsOf(db: Kysely<Schema>): Texts {
  const texts = Object.entries(queries).map(([name, query]) => {
    const { sql, parameters } = query.textFor(db);
    return [name, { sql, parameters }] as const;
  });
  return Object.fromEntries(texts) as Texts;
}

class Adapter extends SqliteAdapter {
  /** Units queue by themselves; kysely need not. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** All migrations in one transaction, or none. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class Compiler extends SqliteQueryCompiler {
  /** `for update` is no SQL here: the unit takes the lock, see RowLocks. */
  protected override visitSelectModifier(): void {}
}

class ThreadDriver implements Driver {
  readonly #writer: SqlThread;
  readonly #reader: SqlThread;
  readonly #reads: Reads;
  readonly #group: GroupCommit;

  constructor({ path, limits, log }: SqliteDialectOptions, texts: Texts) {
    this.#writer = new SqlThread({
      path,
      mode: 'write',
      texts,
      onLost: (err) => {
        log.error({ err }, 'the writing thread of the database ended');
        this.#group.threadLost(err);
      },
    });
    this.#reader = new SqlThread({
      path,
      mode: 'read',
      onLost: (err) => log.error({ err }, 'the reading thread of the database ended'),
    });
    this.#reads = new Reads(this.#reader);
    this.#group = new GroupCommit(this.#writer, limits, log);
  }

  perform(call: Call): Promise<unknown> {
    return this.#group.perform(call);
  }

  async init(): Promise<void> {
    // The reader cannot make the file; the writer can.
    await this.#writer.open();
    await this.#reader.open();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new ThreadConnection(this.#reads, this.#group);
  }

  async beginTransaction(connection: ThreadConnection): Promise<void> {
    connection.begin();
  }

  commitTransaction(connection: ThreadConnection): Promise<void> {
    return connection.commit();
  }

  rollbackTransaction(connection: ThreadConnection): Promise<void> {
    return connection.rollback();
  }

  releaseConnection(connection: ThreadConnection): Promise<void> {
    return connection.rollback();
  }

  async destroy(): Promise<void> {
    // The last to close moves the log into the file, and only the writer can.
    await this.#reader.close();
    await this.#writer.close();
  }
}
