import { useSyncExternalStore } from 'react';

/** What a component needs to follow a view model. */
interface Followed<T> {
  getState(): T;
  subscribe(listener: () => void): () => void;
}

/**
 * Bridges a view model into a component.
 *
 * @param select takes the part that is shown; has to give the same object while nothing changed
 */
export function useStore<T, Part>(store: Followed<T>, select: (state: T) => Part): Part {
  return useSyncExternalStore(
    (changed) => store.subscribe(changed),
    () => select(store.getState()),
  );
}
