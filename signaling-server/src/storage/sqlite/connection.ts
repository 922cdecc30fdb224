import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { procedures } from '../procedures/procedures.ts';
import type { Asked } from '../procedures/procedure.ts';
import { fillIn } from '../repositories/prepare.ts';
import {
  noReply,
  type Reply,
  type Rows,
  type Statement,
  type Step,
  type Texts,
  type ThreadFailure,
  type ThreadMode,
} from './protocol.ts';
import { toSqlite } from './values.ts';

/** Long enough for another process that writes (a backup, a second start) to finish. */
const busyTimeoutMs = 5_000;
/** The queries of this folder are fewer; the bound is against texts that vary in length. */
const maxStatements = 256;

/**
 * 4 MiB: whatever is committed meanwhile waits for it. With four times as much the same pages go into
 * the file more seldom, but one message in fifty then waits for a tenth of a second.
 */
const checkpointPages = 1_000;

/**
 * 16 MiB at most, taken as it is needed: a thousand conversations in which people write. With
 * SQLite's 2 MiB their pages are read again for each message, a twelfth of the processor in all.
 */
const writerCacheKiB = 16_384;

const savepoint: Statement = { sql: 'SAVEPOINT unit', parameters: [] };
const undo: Statement = { sql: 'ROLLBACK TO unit', parameters: [] };
const release: Statement = { sql: 'RELEASE unit', parameters: [] };

interface Prepared {
  statement: StatementSync;
  returnsRows: boolean;
}

/**
 * One connection to the file, carrying out {@link Step}s. Nothing but reads runs outside of a
 * batch: a query whose batch is gone is refused, and never runs on its own.
 */
export class Connection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, Prepared>();
  readonly #texts: Texts | undefined;
  #failedUnit: number | undefined;

  /** @throws as `DatabaseSync`, where the file cannot be opened or is no database */
  constructor(path: string, mode: ThreadMode, texts?: Texts) {
    this.#texts = texts;
    this.#database = new DatabaseSync(path, {
      readOnly: mode === 'read',
      timeout: busyTimeoutMs,
      enableForeignKeyConstraints: true,
    });
    if (mode === 'write') this.#makeDurable();
  }

  /** Carries the steps out until the batch is lost; never throws for what SQLite refuses. */
  run(id: number, steps: readonly Step[]): Reply {
    const reply = noReply(id);
    for (const step of steps) {
      try {
        this.#take(step, reply);
      } catch (failure) {
        // Whatever fails outside of a unit's own statements ends the batch.
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
      case 'read':
        return this.#read(step, reply);
      case 'begin':
        return this.#database.exec('BEGIN IMMEDIATE');
      case 'write':
        return this.#write(step, reply);
      case 'perform':
        return this.#perform(step, reply);
      case 'enter':
        this.#failedUnit = undefined;
        this.#execute(savepoint);
        return;
      case 'query':
        return this.#query(step, reply);
      case 'leave':
        if (!step.keep || this.#failedUnit === step.unit) this.#execute(undo);
        this.#execute(release);
        return;
      case 'commit':
        return this.#database.exec('COMMIT');
    }
  }

  #read(step: Extract<Step, { do: 'read' }>, reply: Reply): void {
    try {
      reply.results.push({ query: step.query, rows: this.#execute(step) });
    } catch (failure) {
      reply.failures.push({ query: step.query, failure: describeFailure(failure) });
    }
  }

  #write({ unit, statements }: Extract<Step, { do: 'write' }>, reply: Reply): void {
    this.#allOrNothing(unit, reply, () => {
      for (const statement of statements) this.#execute(statement);
    });
  }

  #perform(
    { unit, query, procedure, input }: Extract<Step, { do: 'perform' }>,
    reply: Reply,
  ): void {
    this.#allOrNothing(unit, reply, () => {
      const steps: Iterator<Asked, unknown, unknown> = procedures[procedure](input);
      let next = steps.next();
      while (!next.done) next = steps.next(this.#answer(next.value));
      reply.outputs.push({ query, output: next.value });
    });
  }

  #answer({ query, values }: Asked): Rows['rows'] {
    const text = this.#texts?.[query];
    if (!text) throw new Error('this thread carries no procedures out');
    return this.#execute({ sql: text.sql, parameters: fillIn(text, values).map(toSqlite) }).rows;
  }

  #allOrNothing(unit: number, reply: Reply, work: () => void): void {
    this.#assertInBatch();
    this.#execute(savepoint);
    try {
      work();
    } catch (failure) {
      this.#fail(unit, failure, reply);
      if (!reply.lost) this.#execute(undo);
    }
    if (!reply.lost) this.#execute(release);
  }

  #query(step: Extract<Step, { do: 'query' }>, reply: Reply): void {
    this.#assertInBatch();
    if (this.#failedUnit === step.unit) return;
    try {
      const rows = this.#execute(step);
      if (step.query !== undefined) reply.results.push({ query: step.query, rows });
    } catch (failure) {
      this.#failedUnit = step.unit;
      this.#fail(step.unit, failure, reply);
    }
  }

  #assertInBatch(): void {
    if (!this.#database.isTransaction) throw new Error('the transaction of this query is gone');
  }

  #fail(unit: number, cause: unknown, reply: Reply): void {
    const failure = describeFailure(cause);
    reply.undone.push({ unit, failure });
    // A full disk or a failed read can make SQLite roll back everything, not this statement alone.
    if (!this.#database.isTransaction) reply.lost = failure;
  }

  #execute({ sql, parameters }: Statement): Rows {
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
       PRAGMA cache_size = -${writerCacheKiB}; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = ${checkpointPages};`,
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
