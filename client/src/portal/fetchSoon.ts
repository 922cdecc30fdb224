/** A browser that never idles gets them all the same. */
const idleWithinMs = 2000;

/** Fetches parts ahead of their need, once the page has nothing else to do. */
export function fetchSoon(loads: readonly (() => Promise<unknown>)[]): void {
  const fetchAll = (): void => {
    // Where one does not come now, whoever needs it asks again.
    for (const load of loads) load().catch(() => undefined);
  };
  // Safari has no idle callback.
  if ('requestIdleCallback' in window) requestIdleCallback(fetchAll, { timeout: idleWithinMs });
  else setTimeout(fetchAll, 200);
}
