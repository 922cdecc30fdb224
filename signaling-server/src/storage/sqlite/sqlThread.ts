import {
  MessageChannel,
  receiveMessageOnPort,
  Worker,
  type MessagePort,
} from 'node:worker_threads';
import { SqliteError, ThreadLostError } from './errors.ts';
import type { Reply, Request, Step, Texts, ThreadData, ThreadMode } from './protocol.ts';

type Pending = PromiseWithResolvers<Reply>;

interface Running {
  worker: Worker;
  port: MessagePort;
  bell: Int32Array;
  opened: Promise<void>;
  ended: Promise<void>;
}

interface SqlThreadOptions {
  path: string;
  mode: ThreadMode;
  /** Of a thread that carries procedures out. */
  texts?: Texts;
  /** Called when the thread ended unasked; the next request starts another. */
  onLost?: (failure: ThreadLostError) => void;
}

/** A thread that owns one connection to the database file, as the main thread sees it. */
export class SqlThread {
  readonly #options: SqlThreadOptions;
  readonly #pending = new Map<number, Pending>();
  #running: Running | undefined;
  #lastId = 0;
  #closing = false;

  constructor(options: SqlThreadOptions) {
    this.#options = options;
  }

  /**
   * Starts the thread where none runs.
   *
   * @throws SqliteError where the file cannot be opened, ThreadLostError where the thread cannot run
   */
  open(): Promise<void> {
    return this.#start().opened;
  }

  /** @throws ThreadLostError where the thread ended before it answered */
  send(steps: readonly Step[]): Promise<Reply> {
    if (this.#closing) return Promise.reject(new ThreadLostError('the database is closed'));
    const { port, bell } = this.#start();
    const id = ++this.#lastId;
    const pending = this.#expect(id);
    port.postMessage({ id, steps } satisfies Request);
    Atomics.add(bell, 0, 1);
    Atomics.notify(bell, 0);
    return pending.promise;
  }

  /** Lets the thread finish what it was sent, close its connection, and end. Idempotent. */
  async close(): Promise<void> {
    this.#closing = true;
    const running = this.#running;
    if (!running) return;
    running.port.postMessage('close');
    Atomics.add(running.bell, 0, 1);
    Atomics.notify(running.bell, 0);
    await running.ended;
  }

  /** Ends the thread at once, whatever it is doing. */
  async terminate(): Promise<void> {
    await this.#running?.worker.terminate();
  }

  #start(): Running {
    if (this.#running) return this.#running;
    const { path, mode, texts } = this.#options;
    const { port1: port, port2 } = new MessageChannel();
    const bell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const opening = this.#expect(0);
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: `sqlite-${mode}`,
      workerData: { path, mode, texts, port: port2, bell } satisfies ThreadData,
      transferList: [port2],
    });
    const ended: PromiseWithResolvers<void> = Promise.withResolvers();
    const opened = opening.promise.then((reply) => {
      if (reply.lost) throw new SqliteError(reply.lost);
    });
    const running = { worker, port, bell, opened, ended: ended.promise };
    this.#running = running;
    port.on('message', (reply: Reply) => this.#settle(reply));
    let crash: unknown;
    worker.on('error', (failure) => {
      crash = failure;
    });
    worker.on('exit', () => {
      // What it still said before it ended may not have been delivered yet.
      for (let left = receiveMessageOnPort(port); left; left = receiveMessageOnPort(port)) {
        this.#settle(left.message as Reply);
      }
      port.close();
      this.#running = undefined;
      ended.resolve();
      this.#lose(crash);
    });
    // Who only sends learns of a failed opening by the answer to what was sent.
    opened.catch(async () => {
      await worker.terminate();
    });
    return running;
  }

  #expect(id: number): Pending {
    const pending = Promise.withResolvers<Reply>();
    this.#pending.set(id, pending);
    return pending;
  }

  #settle(reply: Reply): void {
    this.#pending.get(reply.id)?.resolve(reply);
    this.#pending.delete(reply.id);
  }

  #lose(cause: unknown): void {
    const failure = new ThreadLostError('the database thread ended', { cause });
    const unanswered = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of unanswered) reject(failure);
    if (!this.#closing) this.#options.onLost?.(failure);
  }
}
