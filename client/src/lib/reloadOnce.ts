import { keptInTab } from './keptText.ts';

const key = 'beside.reloaded-at';
/** Two reloads within this time would be a loop: the server really wants another page. */
const againAfterMs = 60_000;

/** Loads the page anew because it is too old for the server; not over and over. */
export function reloadOnce(): void {
  const before = Number(keptInTab.getItem(key) ?? 0);
  if (Date.now() - before < againAfterMs) return;
  keptInTab.setItem(key, String(Date.now()));
  // Where nothing can be kept, the next page would not know of this one: people reload themselves.
  if (survivesReload()) location.reload();
}

function survivesReload(): boolean {
  try {
    return sessionStorage.getItem(key) !== null;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}
