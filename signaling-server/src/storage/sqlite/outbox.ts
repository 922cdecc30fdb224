import type { Call } from '../procedures/procedures.ts';
import { Answers } from './answers.ts';
import { Batch } from './batch.ts';
import { SqliteError } from './errors.ts';
import type { Reply, Rows, Statement, Step } from './protocol.ts';
import type { SqlThread } from './sqlThread.ts';
import type { Unit } from './unit.ts';

type Outcome = PromiseWithResolvers<void>;

interface Item {
  unit: Unit;
  step: Step;
  /** Of a unit that has left; told when the batch is committed. */
  outcome?: Outcome;
}

interface Listener {
  /** How many units have not left yet, and are about to say something. */
  open(): number;
  /** Whether the batch may be closed with what is sent now. */
  mayCommit(): boolean;
  /** The thread has answered; a commit may be over. */
  settled(): void;
  lost(batch: Batch, failure: Error): void;
}

/** So that the thread works on the first while the main thread still prepares the next. */
const maxSteps = 64;

/** What a batch is begun for. */
const changes: ReadonlySet<Step['do']> = new Set(['write', 'perform', 'enter']);

/** From so many units on that speak at a time they wait for each other. */
const crowd = 2;

const nothing: Rows = { rows: [], changes: 0 };

/**
 * Gathers what many units have to say into few messages to the writer thread: all that was said in
 * one turn of the event loop goes together, and a commit follows where nobody has the floor. While a commit is under way nothing is sent.
 */
export class Outbox {
  readonly #thread: Pick<SqlThread, 'send'>;
  readonly #listener: Listener;
  readonly #gatherMs: number;
  readonly #answers = new Answers();
  #items: Item[] = [];
  /** What other units say while one has the floor. */
  #held: Item[] = [];
  #batch: Batch | undefined;
  /** How many units the last batch was for. */
  #lastSize = 0;
  #isScheduled = false;
  #sentAt = 0;

  constructor(thread: Pick<SqlThread, 'send'>, listener: Listener, gatherMs: number) {
    this.#thread = thread;
    this.#listener = listener;
    this.#gatherMs = gatherMs;
  }

  get isCommitting(): boolean {
    return this.#batch?.phase === 'committing';
  }

  isOpenFor(floors: number, ms: number): boolean {
    const batch = this.#batch;
    if (!batch) return false;
    return batch.floors >= floors || performance.now() - batch.openedAt >= ms;
  }

  read(unit: Unit, statement: Statement, now: boolean): Promise<Rows> {
    const { query, answer } = this.#answers.expect<Rows>(unit);
    this.#post({ unit, step: { do: 'read', query, ...statement } }, now);
    return answer;
  }

  write(unit: Unit, statements: readonly Statement[], now: boolean): Promise<void> {
    const outcome: Outcome = Promise.withResolvers();
    this.#post({ unit, step: { do: 'write', unit: unit.id, statements }, outcome }, now);
    return outcome.promise;
  }

  /** A unit that the thread carries out by itself; tells what it gave back when that is durable. */
  async perform(unit: Unit, call: Call, now: boolean): Promise<unknown> {
    const { procedure, input } = call;
    const { query, answer } = this.#answers.expect(unit);
    const outcome: Outcome = Promise.withResolvers();
    const step = { do: 'perform', unit: unit.id, query, procedure, input } as const;
    this.#post({ unit, step, outcome }, now);
    const [output] = await Promise.all([answer, outcome.promise]);
    return output;
  }

  enterFloor(unit: Unit): void {
    this.#post({ unit, step: { do: 'enter', unit: unit.id } }, true);
  }

  query(unit: Unit, statement: Statement, awaited: boolean): Promise<Rows> {
    const { query, answer } = awaited
      ? this.#answers.expect<Rows>(unit)
      : { query: undefined, answer: Promise.resolve(nothing) };
    this.#post({ unit, step: { do: 'query', unit: unit.id, query, ...statement } }, true);
    return answer;
  }

  leaveFloor(unit: Unit, keep: boolean): Promise<void> {
    const outcome: Outcome = Promise.withResolvers();
    const item: Item = { unit, step: { do: 'leave', unit: unit.id, keep } };
    if (unit.failure) outcome.resolve();
    else item.outcome = outcome;
    this.#post(item, true);
    return outcome.promise;
  }

  /** A unit that wrote nothing waits for what it has seen, where that is not yet durable. */
  settle(unit: Unit): Promise<void> {
    if (!this.#batch?.has(unit)) return Promise.resolve();
    const outcome: Outcome = Promise.withResolvers();
    this.#batch.add(unit, outcome);
    return outcome.promise;
  }

  releaseHeld(): void {
    if (this.#held.length === 0 && this.#items.length === 0 && !this.#batch) return;
    this.#items.push(...this.#held);
    this.#held = [];
    this.#schedule();
  }

  /** The open batch will not be stored. */
  lose(failure: Error, batch = this.#batch): void {
    if (!batch || batch.phase === 'over') return;
    this.#batch = undefined;
    this.#listener.lost(batch, failure);
    batch.lose(failure);
    // What they say from now on follows from what was lost.
    this.#items = this.#items.filter((item) => this.#isAlive(item));
    this.#held = this.#held.filter((item) => this.#isAlive(item));
  }

  #isAlive({ unit, step, outcome }: Item): boolean {
    if (!unit.failure) return true;
    outcome?.reject(unit.failure);
    this.#answers.giveUp([step], unit.failure);
    return false;
  }

  #post(item: Item, now: boolean): void {
    (now ? this.#items : this.#held).push(item);
    if (this.#items.length >= maxSteps && !this.isCommitting) this.#flush();
    this.#schedule();
  }

  /** After the microtasks: an answer to many units makes many of them ask again. */
  #schedule(): void {
    if (this.#isScheduled || this.isCommitting) return;
    this.#isScheduled = true;
    const waitMs = this.#isCrowded() ? this.#sentAt + this.#gatherMs - performance.now() : 0;
    if (waitMs > 0) setTimeout(() => this.#sendAll(), waitMs);
    else process.nextTick(() => this.#sendAll());
  }

  #isCrowded(): boolean {
    // Who has the floor is waited for by all others.
    if (!this.#listener.mayCommit()) return false;
    return Math.max(this.#lastSize, this.#listener.open()) >= crowd;
  }

  #sendAll(): void {
    this.#isScheduled = false;
    if (this.isCommitting) return;
    this.#sentAt = performance.now();
    this.#flush(this.#listener.mayCommit());
  }

  /** @param closes whether the batch is committed with it: nothing more is said before it is durable */
  #flush(closes = false): void {
    const items = this.#items;
    this.#items = [];
    const steps = items.map(({ step }) => step);
    if (!this.#batch && items.some(({ step }) => changes.has(step.do))) {
      this.#batch = new Batch();
      steps.unshift({ do: 'begin' });
    }
    const batch = this.#batch;
    if (batch) for (const item of items) join(batch, item);
    if (batch && closes) void this.#commit(steps, batch);
    else if (steps.length > 0) void this.#send(steps, batch);
  }

  /** With all that there is to say: who reads could go on no sooner, and a message costs both threads. */
  async #commit(steps: readonly Step[], batch: Batch): Promise<void> {
    batch.phase = 'committing';
    this.#lastSize = batch.size;
    await this.#exchange([...steps, { do: 'commit' }], batch);
    if (this.#batch === batch) {
      this.#batch = undefined;
      batch.commit();
    }
    this.#goOn();
  }

  async #send(steps: readonly Step[], batch: Batch | undefined): Promise<void> {
    await this.#exchange(steps, batch);
    this.#goOn();
  }

  #goOn(): void {
    this.#listener.settled();
    if (this.#items.length > 0) this.#schedule();
  }

  /** Never rejects: what went wrong is told to those whom it concerns. */
  async #exchange(steps: readonly Step[], batch: Batch | undefined): Promise<void> {
    const reply = await this.#thread.send(steps).catch((failure: unknown) => failure as Error);
    if (reply instanceof Error) {
      this.lose(reply, batch);
      this.#answers.giveUp(steps, reply);
    } else {
      this.#hear(reply, steps, batch);
    }
  }

  #hear(reply: Reply, steps: readonly Step[], batch: Batch | undefined): void {
    for (const { unit, failure } of reply.undone) batch?.undo(unit, new SqliteError(failure));
    this.#answers.hear(reply);
    if (reply.lost) this.lose(new SqliteError(reply.lost), batch);
    this.#answers.giveUp(steps);
  }
}

function join(batch: Batch, { unit, step, outcome }: Item): void {
  batch.add(unit, outcome);
  if (step.do === 'enter') batch.floors++;
}
