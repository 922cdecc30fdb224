// Both browsers and Node have these; this package knows the types of neither.
declare const setTimeout: (task: () => void, delayMs: number) => unknown;
declare const clearTimeout: (timer: unknown) => void;
declare const setInterval: (task: () => void, periodMs: number) => unknown;
declare const clearInterval: (timer: unknown) => void;

type Cleanup = () => void;

/**
 * Owns timers, listeners and whatever else must end together. Closing is idempotent, runs the
 * cleanups youngest first (children before their parents), and lets none of them stop the others.
 */
export class Scope {
  readonly #cleanups: Cleanup[] = [];
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /** Hands a cleanup over; on a closed scope it runs at once. */
  add(cleanup: Cleanup): void {
    if (this.#closed) cleanup();
    else this.#cleanups.push(cleanup);
  }

  /** A scope that closes with this one and may close earlier. */
  child(): Scope {
    const child = new Scope();
    this.add(() => child.close());
    return child;
  }

  /** Runs `task` once after `delayMs`, unless the scope closes or the returned function is called. */
  after(delayMs: number, task: () => void): Cleanup {
    if (this.#closed) return () => {};
    const timer = setTimeout(() => {
      this.#drop(cancel);
      task();
    }, delayMs);
    const cancel = (): void => {
      clearTimeout(timer);
      this.#drop(cancel);
    };
    this.add(cancel);
    return cancel;
  }

  /** Runs `task` every `periodMs` until the scope closes or the returned function is called. */
  every(periodMs: number, task: () => void): Cleanup {
    if (this.#closed) return () => {};
    const timer = setInterval(task, periodMs);
    const cancel = (): void => {
      clearInterval(timer);
      this.#drop(cancel);
    };
    this.add(cancel);
    return cancel;
  }

  /**
   * Listens on a DOM event target.
   *
   * @param options as for `addEventListener`
   */
  listen<E>(
    target: {
      addEventListener(type: string, listener: (event: E) => void, options?: object): void;
      removeEventListener(type: string, listener: (event: E) => void, options?: object): void;
    },
    type: string,
    listener: (event: E) => void,
    options?: { capture?: boolean; passive?: boolean },
  ): void {
    target.addEventListener(type, listener, options);
    this.add(() => target.removeEventListener(type, listener, options));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const failures: unknown[] = [];
    for (let cleanup = this.#cleanups.pop(); cleanup; cleanup = this.#cleanups.pop()) {
      try {
        cleanup();
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'a scope did not close cleanly');
  }

  #drop(cleanup: Cleanup): void {
    const at = this.#cleanups.lastIndexOf(cleanup);
    if (at >= 0) this.#cleanups.splice(at, 1);
  }
}
