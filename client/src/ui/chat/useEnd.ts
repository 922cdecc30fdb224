import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** So close to the end counts as being there. */
const tolerancePx = 40;

/**
 * Keeps a scroller at its end while the reader is there, and leaves it alone while they read
 * further up.
 *
 * @param content changes whenever something was added
 * @param own names the reader's newest message, which has to be seen wherever they are
 * @param seen called whenever the end is in front of the reader's eyes
 */
export function useEnd(
  scroller: RefObject<HTMLElement | null>,
  content: unknown,
  own: string | undefined,
  seen: () => void,
): { atEnd: boolean; goToEnd: () => void } {
  const [atEnd, setAtEnd] = useState(true);
  const atEndNow = useRef(true);

  const goToEnd = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [scroller]);

  useLayoutEffect(() => {
    if (atEndNow.current) goToEnd();
  }, [content, goToEnd]);

  useLayoutEffect(() => {
    if (own !== undefined) goToEnd();
  }, [own, goToEnd]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let height = element.clientHeight;
    const onScroll = (): void => {
      // It has become smaller around the reader, who has not moved: that comes to the observer next.
      if (element.clientHeight !== height) return;
      const rest = element.scrollHeight - element.scrollTop - element.clientHeight;
      atEndNow.current = rest <= tolerancePx;
      setAtEnd(atEndNow.current);
    };
    const resized = new ResizeObserver(() => {
      height = element.clientHeight;
      if (atEndNow.current) goToEnd();
    });
    element.addEventListener('scroll', onScroll, { passive: true });
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      resized.disconnect();
    };
  }, [scroller, goToEnd]);

  useEffect(() => {
    const look = (): void => {
      // In a panel that is not shown it has no height.
      const shown = (scroller.current?.clientHeight ?? 0) > 0;
      if (shown && atEndNow.current && document.visibilityState === 'visible') seen();
    };
    look();
    const appeared = new ResizeObserver(look);
    if (scroller.current) appeared.observe(scroller.current);
    document.addEventListener('visibilitychange', look);
    return () => {
      appeared.disconnect();
      document.removeEventListener('visibilitychange', look);
    };
  }, [scroller, content, atEnd, seen]);

  return { atEnd, goToEnd };
}
