import {
  DeleteQueryNode,
  InsertQueryNode,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  UpdateQueryNode,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { StorageLog } from '../log.ts';
import { SqliteError } from './errors.ts';
import type { BatchLimits } from './batch.ts';
import { GroupCommit } from './groupCommit.ts';
import type { Rows } from './protocol.ts';
import { SqlThread } from './sqlThread.ts';
import type { Query, Unit } from './unit.ts';
import { toSqlite } from './values.ts';

interface SqliteDialectOptions {
  path: string;
  limits: BatchLimits;
  log: StorageLog;
}

/** Kysely on a writer thread with group commit, and a reader thread that never waits for an fsync. */
export function createSqliteDialect(options: SqliteDialectOptions): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => new ThreadDriver(options),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new Compiler(),
  };
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
  readonly #group: GroupCommit;

  constructor({ path, limits, log }: SqliteDialectOptions) {
    this.#writer = new SqlThread({
      path,
      mode: 'write',
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
    this.#group = new GroupCommit(this.#writer, limits, log);
  }

  async init(): Promise<void> {
    // The reader cannot make the file; the writer can.
    await this.#writer.open();
    await this.#reader.open();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new ThreadConnection(this.#reader, this.#group);
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

class ThreadConnection implements DatabaseConnection {
  readonly #reader: SqlThread;
  readonly #group: GroupCommit;
  #unit: Unit | undefined;

  constructor(reader: SqlThread, group: GroupCommit) {
    this.#reader = reader;
    this.#group = group;
  }

  begin(): void {
    this.#unit = this.#group.createUnit();
  }

  async commit(): Promise<void> {
    await this.#unit?.commit();
  }

  async rollback(): Promise<void> {
    const unit = this.#unit;
    this.#unit = undefined;
    await unit?.rollback();
  }

  async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
    const query = toQuery(compiled);
    const { rows, changes } = this.#unit
      ? await this.#unit.query(query)
      : await (query.kind === 'read' ? this.#read(query) : this.#writeAlone(query));
    // How many rows a plain write changes is not known before the commit: ask for `returning`.
    if (query.kind === 'write') return { rows: [] };
    return { rows: rows as R[], numAffectedRows: BigInt(changes) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('the embedded database does not stream');
  }

  async #read({ sql, parameters }: Query): Promise<Rows> {
    const reply = await this.#reader.send([{ do: 'read', query: 0, sql, parameters }]);
    const failure = reply.lost ?? reply.failures[0]?.failure;
    if (failure) throw new SqliteError(failure);
    return reply.results[0]?.rows ?? { rows: [], changes: 0 };
  }

  async #writeAlone(query: Query): Promise<Rows> {
    const unit = this.#group.createUnit();
    try {
      const result = await unit.query(query);
      await unit.commit();
      return result;
    } catch (failure) {
      await unit.rollback();
      throw failure;
    }
  }
}

function toQuery({ sql, parameters, query }: CompiledQuery): Query {
  return { sql, parameters: parameters.map(toSqlite), kind: kindOf(query) };
}

function kindOf(query: CompiledQuery['query']): Query['kind'] {
  if (SelectQueryNode.is(query)) return query.endModifiers?.length ? 'lock' : 'read';
  const changesRows =
    InsertQueryNode.is(query) || UpdateQueryNode.is(query) || DeleteQueryNode.is(query);
  return changesRows && query.returning === undefined ? 'write' : 'other';
}
