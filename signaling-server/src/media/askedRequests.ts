import { Scope } from '@beside/shared/lib/scope';
import { CodedError } from '@beside/shared/protocol/errors';
import { sfuLinkLimits } from '@beside/shared/protocol/sfuLink';

interface Asked {
  resolve(output: unknown): void;
  reject(error: CodedError): void;
  cancelLimit(): void;
}

/** What is said of a node that cannot be asked. */
export const away = (): CodedError => new CodedError('unavailable', 'relay-unavailable');

/** The requests under way on one connection: bounded in number and time, and all ended with it. */
export class AskedRequests {
  readonly #asked = new Map<number, Asked>();
  readonly #scope = new Scope();
  #lastId = 0;

  /**
   * @param send is handed the number that the answer will bear
   * @throws CodedError as the node refuses, or 'unavailable'
   */
  add(send: (id: number) => void): Promise<unknown> {
    if (this.#scope.closed || this.#asked.size >= sfuLinkLimits.maxPending) {
      return Promise.reject(away());
    }
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      const cancelLimit = this.#scope.after(sfuLinkLimits.requestMs, () => {
        this.refused(id, away());
      });
      this.#asked.set(id, { resolve, reject, cancelLimit });
      send(id);
    });
  }

  /** An answer that nobody waits for is left. */
  done(id: number, output: unknown): void {
    this.#take(id)?.resolve(output);
  }

  refused(id: number, error: CodedError): void {
    this.#take(id)?.reject(error);
  }

  close(): void {
    this.#scope.close();
    for (const id of [...this.#asked.keys()]) this.refused(id, away());
  }

  #take(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    asked?.cancelLimit();
    return asked;
  }
}
