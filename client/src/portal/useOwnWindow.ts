import { useCallback, useEffect, useState } from 'react';
import { usePlace } from './place.ts';
import { openOwnWindow, type WindowSize } from './openOwnWindow.ts';

interface UsedWindow {
  /** The window, where it is open. */
  opened: Window | null;
  /** The browser did not let it open. */
  blocked: boolean;
  /** Has to be called from the customer's own click. */
  open: (title: string) => void;
  close: () => void;
}

/** A window beside the portal's for one thing; it goes with what has opened it. */
export function useOwnWindow(wanted: boolean, size: WindowSize): UsedWindow {
  const place = usePlace();
  const [opened, setOpened] = useState<Window | null>(null);
  const [blocked, setBlocked] = useState(false);
  const close = useCallback(() => setOpened(null), []);

  useEffect(() => {
    if (!wanted) setOpened(null);
  }, [wanted]);
  useEffect(() => {
    if (!opened) return undefined;
    opened.addEventListener('pagehide', close);
    // Without this page nothing would fill it any more.
    window.addEventListener('pagehide', close);
    return () => {
      opened.removeEventListener('pagehide', close);
      window.removeEventListener('pagehide', close);
      opened.close();
    };
  }, [opened, close]);

  const open = (title: string): void => {
    void openOwnWindow(place, title, size).then((own) => {
      setBlocked(own === null);
      setOpened(own);
    });
  };
  return { opened, blocked, open, close };
}
