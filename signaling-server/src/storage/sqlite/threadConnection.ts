import {
  DeleteQueryNode,
  InsertQueryNode,
  SelectQueryNode,
  TableNode,
  UpdateQueryNode,
  type CompiledQuery,
  type DatabaseConnection,
  type QueryResult,
} from 'kysely';
import type { GroupCommit } from './groupCommit.ts';
import type { Rows } from './protocol.ts';
import type { Reads } from './reads.ts';
import type { Query, Unit } from './unit.ts';
import { toSqlite } from './values.ts';

/** What kysely takes for a connection: reads go to the reader, all else is a unit of its own. */
export class ThreadConnection implements DatabaseConnection {
  readonly #reads: Reads;
  readonly #group: GroupCommit;
  #unit: Unit | undefined;

  constructor(reads: Reads, group: GroupCommit) {
    this.#reads = reads;
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
      : await (query.kind === 'read' ? this.#reads.ask(query) : this.#writeAlone(query));
    // How many rows a plain write changes is not known before the commit: ask for `returning`.
    if (query.kind === 'write') return { rows: [] };
    return { rows: rows as R[], numAffectedRows: BigInt(changes) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('the embedded database does not stream');
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
  const kind = kindOf(query);
  const statement = { sql, parameters: parameters.map(toSqlite), kind };
  return kind === 'lock' ? { ...statement, table: tableOf(query) } : statement;
}

/** Two reads of different columns lock the same row. */
function tableOf(query: CompiledQuery['query']): string | undefined {
  const from = SelectQueryNode.is(query) ? query.from?.froms[0] : undefined;
  return from && TableNode.is(from) ? from.table.identifier.name : undefined;
}

function kindOf(query: CompiledQuery['query']): Query['kind'] {
  if (SelectQueryNode.is(query)) return query.endModifiers?.length ? 'lock' : 'read';
  const changesRows =
    InsertQueryNode.is(query) || UpdateQueryNode.is(query) || DeleteQueryNode.is(query);
  return changesRows && query.returning === undefined ? 'write' : 'other';
}
