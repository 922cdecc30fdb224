import { useCallback, useEffect, useState } from 'react';
import { usePlace } from './place.ts';
import { loadPortal, type LoadedPortal } from './loadPortal.ts';

const againMs = 30_000;

/**
 * A portal as it is now. While its form is shown it is asked for again when the page comes back
 * into view, and by and by where people wait for it to open or pick from a list that changes.
 */
export function usePortal(slug: string, loading: Promise<LoadedPortal>, formIsShown: boolean) {
  const { server } = usePlace();
  const [loaded, setLoaded] = useState<LoadedPortal | null>(null);

  const refresh = useCallback(async () => {
    const found = await loadPortal(server, slug);
    // What is on the page is better than nothing.
    if (found.state === 'open') setLoaded(found);
  }, [server, slug]);

  useEffect(() => {
    void loading.then(setLoaded);
  }, [loading]);

  const portal = loaded?.state === 'open' ? loaded.portal : null;
  const changes = portal !== null && (!portal.open || portal.type === 'smart-match');
  useEffect(() => {
    if (!formIsShown) return undefined;
    const look = (): void => {
      if (document.visibilityState === 'visible') void refresh();
    };
    document.addEventListener('visibilitychange', look);
    const timer = changes ? setInterval(look, againMs) : undefined;
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearInterval(timer);
    };
  }, [formIsShown, changes, refresh]);

  // Whoever comes back from a conversation finds the portal as it has become meanwhile.
  const [wasShown, setWasShown] = useState(formIsShown);
  useEffect(() => {
    if (formIsShown && !wasShown) void refresh();
    setWasShown(formIsShown);
  }, [formIsShown, wasShown, refresh]);

  return { loaded, refresh };
}
