import { SqliteError, ThreadLostError } from './errors.ts';
import type { Reply, Step } from './protocol.ts';
import type { Unit } from './unit.ts';

interface Asked {
  unit: Unit;
  answer: PromiseWithResolvers<unknown>;
}

/** The queries that the writer thread has not answered yet. */
export class Answers {
  readonly #asked = new Map<number, Asked>();
  #lastQuery = 0;

  /** Gives a query its number, and the promise of its rows, or of what a procedure gives back. */
  expect<T>(unit: Unit): { query: number; answer: Promise<T> } {
    const query = ++this.#lastQuery;
    const answer: PromiseWithResolvers<T> = Promise.withResolvers();
    this.#asked.set(query, { unit, answer: answer as Asked['answer'] });
    return { query, answer: answer.promise };
  }

  hear({ results, outputs, failures }: Reply): void {
    for (const { query, rows } of results) this.#tell(query, rows);
    for (const { query, output } of outputs) this.#tell(query, output);
    for (const { query, failure } of failures) {
      this.#asked.get(query)?.unit.fail(new SqliteError(failure));
    }
  }

  #tell(query: number, answer: unknown): void {
    this.#asked.get(query)?.answer.resolve(answer);
    this.#asked.delete(query);
  }

  /** Rejects those of the queries that have no answer, with what their unit knows of it if it does. */
  giveUp(steps: readonly Step[], cause?: Error): void {
    for (const step of steps) {
      if (!('query' in step) || step.query === undefined) continue;
      const asked = this.#asked.get(step.query);
      if (!asked) continue;
      const failure = asked.unit.failure ?? cause;
      asked.answer.reject(failure ?? new ThreadLostError('the query was not carried out'));
      this.#asked.delete(step.query);
    }
  }
}
