import {
  DeleteQueryNode,
  InsertQueryNode,
  SelectQueryNode,
  UpdateQueryNode,
  type CompiledQuery,
  type DatabaseConnection,
  type QueryResult,
} from 'kysely';
import { SqliteError } from './errors.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Rows } from './protocol.ts';
import type { SqlThread } from './sqlThread.ts';
import type { Query, Unit } from './unit.ts';
import { toSqlite } from './values.ts';

/** What kysely takes for a connection: reads go to the reader, all else is a unit of its own. */
export class ThreadConnection implements DatabaseConnection {
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
