import { useEffect, useState } from 'react';

const againMs = 1500;

export type Later<Part> = { state: 'loading' | 'failed' } | { state: 'ready'; part: Part };

/**
 * A part of the page that is fetched when it is wanted; tried again by itself for as long as it is.
 *
 * @param load has to be the same at every rendering
 */
export function useLater<Part>(load: () => Promise<Part>, wanted = true): Later<Part> {
  const [later, setLater] = useState<Later<Part>>({ state: 'loading' });
  const [tries, setTries] = useState(0);
  const needed = wanted && later.state !== 'ready';

  useEffect(() => {
    if (!needed) return undefined;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    load().then(
      (part) => {
        if (!left) setLater({ state: 'ready', part });
      },
      () => {
        if (left) return;
        setLater({ state: 'failed' });
        timer = setTimeout(() => setTries((count) => count + 1), againMs);
      },
    );
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [needed, load, tries]);

  return later;
}
