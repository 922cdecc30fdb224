/*
 * What the open tabs of the console know of each other, through the browser's locks (W3C Web Locks):
 * a lock ends with its tab, so nothing is left behind. Without them each tab is on its own.
 */

/** How long the tab that was first keeps the others from doing the same. */
const heldMs = 3_000;

// Only in secure contexts.
const locks = (navigator as Partial<Navigator>).locks;

/** Holds a name until the returned function is called; several tabs may hold the same. */
export function hold(name: string): () => void {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  void locks?.request(name, { mode: 'shared' }, () => promise);
  return () => resolve(undefined);
}

/** Whether any tab holds the name. */
export async function isHeld(name: string): Promise<boolean> {
  const { held = [] } = (await locks?.query()) ?? {};
  return held.some((lock) => lock.name === name);
}

/** Whether this tab is the first of all to ask under that name, these last seconds. */
export function isFirst(name: string): Promise<boolean> {
  if (!locks) return Promise.resolve(true);
  return new Promise((settle) => {
    void locks.request(name, { ifAvailable: true }, async (lock) => {
      settle(lock !== null);
      if (lock) await new Promise((done) => setTimeout(done, heldMs));
    });
  });
}
