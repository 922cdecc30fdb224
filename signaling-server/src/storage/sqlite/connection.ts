import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Reply, Rows, Step, ThreadFailure, ThreadMode } from './protocol.ts';

/** Long enough for another process that writes (a backup, a second start) to finish. */
const busyTimeoutMs = 5_000;
/** The queries of this folder are fewer; the bound is against texts that vary in length. */
const maxStatements = 256;

interface Prepared {
  statement: StatementSync;
  returnsRows: boolean;
}

/**
 * One connection to the file, carrying out {@link Step}s. In mode `write` every query stands in a
 * batch: one whose batch is gone is refused, and never runs on its own.
 */
export class Connection {
  readonly #database: DatabaseSync;
  readonly #mode: ThreadMode;
  readonly #statements = new Map<string, Prepared>();
  #failedUnit: number | undefined;

  /** @throws as `DatabaseSync`, where the file cannot be opened or is no database */
  constructor(path: string, mode: ThreadMode) {
    this.#mode = mode;
    this.#database = new DatabaseSync(path, {
      readOnly: mode === 'read',
      timeout: busyTimeoutMs,
      enableForeignKeyConstraints: true,
    });
    if (mode === 'write') this.#makeDurable();
  }

  /** Carries the steps out until the batch is lost; never throws for what SQLite refuses. */
  run(id: number, steps: readonly Step[]): Reply {
    const reply: Reply = { id };
    for (const step of steps) {
      delete reply.result;
      try {
        this.#take(step, reply);
      } catch (failure) {
        // Whatever fails outside of a unit's own query ends the batch.
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
        reply.lost = describeFailure(failure);
      }
      if (reply.lost) break;
    }
    return reply;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #take(step: Step, reply: Reply): void {
    switch (step.do) {
      case 'begin':
        this.#database.exec('BEGIN IMMEDIATE');
        return;
      case 'enter':
        this.#failedUnit = undefined;
        this.#execute('SAVEPOINT unit', []);
        return;
      case 'query':
        this.#query(step, reply);
        return;
      case 'leave':
        if (!step.keep || this.#failedUnit === step.unit) this.#execute('ROLLBACK TO unit', []);
        this.#execute('RELEASE unit', []);
        return;
      case 'commit':
        this.#database.exec('COMMIT');
    }
  }

  #query(step: Extract<Step, { do: 'query' }>, reply: Reply): void {
    if (this.#mode === 'write' && !this.#database.isTransaction) {
      throw new Error('the transaction of this query is gone');
    }
    if (this.#failedUnit === step.unit) return;
    try {
      reply.result = this.#execute(step.sql, step.parameters);
    } catch (failure) {
      const described = describeFailure(failure);
      (reply.failures ??= []).push({ unit: step.unit, failure: described });
      if (this.#mode === 'read') return;
      this.#failedUnit = step.unit;
      // A full disk or a failed read can make SQLite roll back everything, not this query alone.
      if (!this.#database.isTransaction) reply.lost = described;
    }
  }

  #execute(sql: string, parameters: readonly SQLInputValue[]): Rows {
    const { statement, returnsRows } = this.#prepare(sql);
    if (returnsRows) return { rows: statement.all(...parameters), changes: 0 };
    return { rows: [], changes: Number(statement.run(...parameters).changes) };
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    if (this.#statements.size >= maxStatements) this.#statements.clear();
    this.#statements.set(sql, prepared);
    return prepared;
  }

  #makeDurable(): void {
    // fullfsync and checkpoint_fullfsync mean something on macOS only, where fsync is not enough.
    this.#database.exec(
      `PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
       PRAGMA journal_size_limit = 67108864;`,
    );
    const mode = this.#database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
    if (mode !== 'wal') throw new Error('this file system cannot hold a write-ahead log');
  }
}

export function describeFailure(failure: unknown): ThreadFailure {
  const message = failure instanceof Error ? failure.message : String(failure);
  const errcode = (failure as { errcode?: unknown }).errcode;
  return { message, errcode: typeof errcode === 'number' ? errcode : 0 };
}
