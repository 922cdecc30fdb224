import { Socket } from 'node:net';
import pg from 'pg';

/**
 * Clients that give their connection up where the server has said nothing to a query for so long. A
 * network that swallows everything tells nobody: the system goes on trying for a quarter of an hour,
 * and until then the pool would hand the dead connection out again and again.
 */
export function createWatchedClient(maxAnswerMs: number): typeof pg.Client {
  return class WatchedClient extends pg.Client {
    readonly #socket: Socket;

    constructor(config: pg.ClientConfig) {
      const socket = new Socket();
      super({ ...config, stream: () => socket });
      this.#socket = socket;
    }

    override query(...args: never[]): never {
      const ask = super.query.bind(this) as (...args: never[]) => unknown;
      const answer = ask(...args);
      if (answer instanceof Promise) this.#watch(answer);
      return answer as never;
    }

    #watch(answer: Promise<unknown>): void {
      const timer = setTimeout(() => {
        this.#socket.destroy(new Error('Connection terminated: the server did not answer'));
      }, maxAnswerMs);
      const stop = (): void => clearTimeout(timer);
      answer.then(stop, stop);
    }
  };
}
