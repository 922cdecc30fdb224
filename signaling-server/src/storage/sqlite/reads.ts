import { SqliteError } from './errors.ts';
import type { Rows, Statement, Step } from './protocol.ts';
import type { SqlThread } from './sqlThread.ts';

type Answer = PromiseWithResolvers<Rows>;

/** So that who asks first is answered before the thread has worked on everybody's questions. */
const maxSteps = 32;

/** Reads outside of transactions: all that is asked in one turn of the event loop goes together. */
export class Reads {
  readonly #thread: Pick<SqlThread, 'send'>;
  #steps: Step[] = [];
  #answers: Answer[] = [];

  constructor(thread: Pick<SqlThread, 'send'>) {
    this.#thread = thread;
  }

  /** @throws SqliteError, ThreadLostError */
  ask({ sql, parameters }: Statement): Promise<Rows> {
    if (this.#steps.length === 0) process.nextTick(() => this.#flush());
    const answer: Answer = Promise.withResolvers();
    this.#steps.push({ do: 'read', query: this.#steps.length, sql, parameters });
    this.#answers.push(answer);
    if (this.#steps.length >= maxSteps) this.#flush();
    return answer.promise;
  }

  #flush(): void {
    const [steps, answers] = [this.#steps, this.#answers];
    if (steps.length === 0) return;
    this.#steps = [];
    this.#answers = [];
    this.#exchange(steps, answers).catch((failure: unknown) => {
      for (const { reject } of answers) reject(failure);
    });
  }

  async #exchange(steps: readonly Step[], answers: readonly Answer[]): Promise<void> {
    const { results, failures, lost } = await this.#thread.send(steps);
    for (const { query, rows } of results) answers[query]?.resolve(rows);
    for (const { query, failure } of failures) answers[query]?.reject(new SqliteError(failure));
    if (lost) throw new SqliteError(lost);
  }
}
