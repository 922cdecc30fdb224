import { useCallback, useEffect, useState, type RefObject } from 'react';
import { setAside } from './setAside.ts';
import { useSurroundings } from './ViewerWindowContext.ts';

/**
 * Lets a part of the page fill it, and the page the screen. The whole page goes there and not the part
 * alone, so that menus, alerts of other customers and the command palette are seen as well. Where the
 * browser refuses, it still fills the page.
 */
export function useFullScreen(part: RefObject<HTMLElement | null>): {
  full: boolean;
  toggle: () => void;
} {
  const { window: own } = useSurroundings();
  const [full, setFull] = useState(false);
  const { document: page } = own;

  const leave = useCallback(() => {
    setFull(false);
    // Already left by the browser's own means, there is nothing to leave.
    if (page.fullscreenElement) page.exitFullscreen().catch(() => undefined);
  }, [page]);
  const toggle = useCallback(() => {
    if (full) leave();
    else {
      setFull(true);
      enter(page);
    }
  }, [full, leave, page]);

  useEffect(() => {
    const element = part.current;
    if (!full || !element) return;
    const bringBack = setAside(element);
    const changed = (): void => {
      if (!page.fullscreenElement) setFull(false);
    };
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) leave();
    };
    page.addEventListener('fullscreenchange', changed);
    own.addEventListener('keydown', press);
    return () => {
      page.removeEventListener('fullscreenchange', changed);
      own.removeEventListener('keydown', press);
      bringBack();
    };
  }, [full, leave, own, page, part]);
  useEffect(
    () => () => {
      if (page.fullscreenElement) page.exitFullscreen().catch(() => undefined);
    },
    [page],
  );
  return { full, toggle };
}

/** Phones know no full screen for pages, and some pages are not allowed to ask. */
function enter({ documentElement }: Document): void {
  const { requestFullscreen } = documentElement as { requestFullscreen?: () => Promise<void> };
  requestFullscreen?.call(documentElement).catch(() => undefined);
}
