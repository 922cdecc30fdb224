import { useEffect, useState } from 'react';
import { RequestFailed } from '../signaling/signaling.ts';
import { useStore } from '../lib/useStore.ts';
import { useWorkspace } from './WorkspaceContext.ts';

/** So long a pause in typing counts as its end. */
const pauseMs = 250;
/** A single letter is found everywhere. */
const minLength = 2;

/**
 * Fetches what fits a search and is too old to be held here.
 *
 * @returns whether it is still being looked for
 */
export function useFind(search: string): boolean {
  const { list } = useWorkspace();
  const hasMore = useStore(list, (whole) => whole.hasMore);
  const [found, setFound] = useState('');
  const isWanted = hasMore && search.length >= minLength;

  useEffect(() => {
    if (!isWanted) return undefined;
    let left = false;
    const timer = setTimeout(() => {
      list
        .find(search)
        .catch((error: unknown) => {
          // What is held is shown all the same; the line says of itself that it is down.
          if (!(error instanceof RequestFailed)) throw error;
        })
        .finally(() => {
          if (!left) setFound(search);
        });
    }, pauseMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [isWanted, list, search]);

  return isWanted && found !== search;
}
