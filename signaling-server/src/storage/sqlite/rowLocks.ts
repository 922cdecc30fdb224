import { DeadlockError } from './errors.ts';

interface Waiter<Holder> {
  holder: Holder;
  proceed: () => void;
}

/** The same for everybody who wants the same row. */
export function lockKey(table: string, ...by: readonly unknown[]): string {
  return JSON.stringify([table, ...by]);
}

/**
 * What `select … for update` means on the embedded database: a key is held by one transaction at a
 * time, the others wait in the order they came.
 */
export class RowLocks<Holder> {
  /** The first of each line holds the key. */
  readonly #lines = new Map<string, Waiter<Holder>[]>();
  readonly #keysOf = new Map<Holder, Set<string>>();
  readonly #waitsFor = new Map<Holder, string>();

  /**
   * Resolves when the key is held, or the waiting was broken off by {@link release}.
   *
   * @throws DeadlockError where waiting would never end
   */
  async take(holder: Holder, key: string, mayWait: boolean): Promise<void> {
    const line = this.#lines.get(key) ?? [];
    if (line.some((waiter) => waiter.holder === holder)) return;
    if (line.length > 0 && (!mayWait || this.#wouldDeadlock(holder, key))) {
      throw new DeadlockError();
    }
    const given: PromiseWithResolvers<void> = Promise.withResolvers();
    line.push({ holder, proceed: given.resolve });
    this.#lines.set(key, line);
    const keys = this.#keysOf.get(holder) ?? new Set();
    this.#keysOf.set(holder, keys.add(key));
    if (line.length === 1) return;
    this.#waitsFor.set(holder, key);
    await given.promise;
  }

  /** Lets go of all keys that are held or waited for. */
  release(holder: Holder): void {
    const keys = this.#keysOf.get(holder);
    if (!keys) return;
    this.#keysOf.delete(holder);
    this.#waitsFor.delete(holder);
    for (const key of keys) this.#leave(holder, key);
  }

  isTaken(key: string): boolean {
    return this.#lines.has(key);
  }

  /** How many keys are held, for tests that none is left behind. */
  get size(): number {
    return this.#lines.size;
  }

  #leave(holder: Holder, key: string): void {
    const line = this.#lines.get(key) ?? [];
    const at = line.findIndex((waiter) => waiter.holder === holder);
    const [left] = line.splice(at, 1);
    left?.proceed();
    const next = line[0];
    if (!next) this.#lines.delete(key);
    else if (at === 0) {
      this.#waitsFor.delete(next.holder);
      next.proceed();
    }
  }

  #wouldDeadlock(holder: Holder, key: string): boolean {
    for (let next: string | undefined = key; next !== undefined;) {
      const ahead: Holder | undefined = this.#lines.get(next)?.[0]?.holder;
      if (ahead === undefined) return false;
      if (ahead === holder) return true;
      next = this.#waitsFor.get(ahead);
    }
    return false;
  }
}
