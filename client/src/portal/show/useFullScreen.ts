import { useEffect, useState, type RefObject } from 'react';

/**
 * Shows an element as large as the screen; where the browser has no such thing, as iPhones, as large
 * as the page.
 */
export function useFullScreen(element: RefObject<HTMLElement | null>): {
  isFull: boolean;
  toggle: () => void;
} {
  const [isFull, setFull] = useState(false);

  useEffect(() => {
    if (!isFull) return undefined;
    const onChange = (): void => {
      if (document.fullscreenElement === null) setFull(false);
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && document.fullscreenElement === null) setFull(false);
    };
    document.addEventListener('fullscreenchange', onChange);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [isFull]);

  const toggle = (): void => {
    setFull(!isFull);
    if (isFull) {
      if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
      return;
    }
    // Missing on iPhones, which the types do not know.
    const target = element.current as Partial<HTMLElement> | null;
    target?.requestFullscreen?.call(element.current as HTMLElement).catch(() => undefined);
  };
  return { isFull, toggle };
}
