import { SqliteError, ThreadLostError } from './errors.ts';
import type { Reply, Rows, Step } from './protocol.ts';
import type { Unit } from './unit.ts';

interface Asked {
  unit: Unit;
  rows: PromiseWithResolvers<Rows>;
}

/** The queries that the writer thread has not answered yet. */
export class Answers {
  readonly #asked = new Map<number, Asked>();
  #lastQuery = 0;

  /** Gives a query its number, and the promise of its rows. */
  expect(unit: Unit): { query: number; answer: Promise<Rows> } {
    const query = ++this.#lastQuery;
    const rows: Asked['rows'] = Promise.withResolvers();
    this.#asked.set(query, { unit, rows });
    return { query, answer: rows.promise };
  }

  hear({ results, failures }: Reply): void {
    for (const { query, rows } of results) {
      this.#asked.get(query)?.rows.resolve(rows);
      this.#asked.delete(query);
    }
    for (const { query, failure } of failures) {
      this.#asked.get(query)?.unit.fail(new SqliteError(failure));
    }
  }

  /** Rejects those of the queries that have no answer, with what their unit knows of it if it does. */
  giveUp(steps: readonly Step[], cause?: Error): void {
    for (const step of steps) {
      if ((step.do !== 'read' && step.do !== 'query') || step.query === undefined) continue;
      const asked = this.#asked.get(step.query);
      if (!asked) continue;
      const failure = asked.unit.failure ?? cause;
      asked.rows.reject(failure ?? new ThreadLostError('the query was not carried out'));
      this.#asked.delete(step.query);
    }
  }
}
