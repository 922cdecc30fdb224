const key = 'beside.reloaded-at';
/** Two reloads within this time would be a loop: the server really wants another page. */
const againAfterMs = 60_000;

/** Loads the page anew because it is too old for the server; not over and over. */
export function reloadOnce(): void {
  const before = Number(sessionStorage.getItem(key) ?? 0);
  if (Date.now() - before < againAfterMs) return;
  sessionStorage.setItem(key, String(Date.now()));
  location.reload();
}
