type Listener<T> = (value: T) => void;

/** A typed event source. `Events` maps an event's name to what its listeners are handed. */
export class TypedEmitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** Listens until the returned function is called; calling that twice is harmless. */
  on<K extends keyof Events>(name: K, listener: Listener<Events[K]>): () => void {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  /** Calls every listener, in the order they came; one that leaves meanwhile is not called. */
  emit<K extends keyof Events>(name: K, value: Events[K]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      if (this.#listeners.get(name)?.has(listener)) (listener as Listener<Events[K]>)(value);
    }
  }

  clear(): void {
    this.#listeners.clear();
  }

  /** How many listeners are attached, for tests that nothing is left behind. */
  get size(): number {
    let total = 0;
    for (const set of this.#listeners.values()) total += set.size;
    return total;
  }
}
