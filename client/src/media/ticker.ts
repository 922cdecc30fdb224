/**
 * Calls `tick` every `periodMs`, or as often as the page gets round to it: what a busy page has missed
 * is not made up for. It does so even while the page is hidden: timers of a hidden page
 * are slowed to one a second, those of a worker are not. Where the page's policy allows no worker, as
 * that of a site which carries the embed may, the page's own timer has to do.
 *
 * @returns stops it
 */
export function startTicker(periodMs: number, tick: () => void): () => void {
  const source = `setInterval(() => postMessage(0), ${periodMs})`;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  let stop: () => void;
  const tickHere = (): void => {
    const timer = setInterval(tick, periodMs);
    stop = () => clearInterval(timer);
  };
  try {
    const worker = new Worker(url);
    let tickedAt = -Infinity;
    worker.onmessage = () => {
      const now = performance.now();
      // One of those that have piled up meanwhile.
      if (now - tickedAt < periodMs / 2) return;
      tickedAt = now;
      tick();
    };
    worker.onerror = tickHere;
    stop = () => {
      worker.onerror = null;
      worker.terminate();
    };
  } catch (failure) {
    // Trusted types refuse with the one, older browsers' content policy with the other.
    if (!(failure instanceof TypeError || failure instanceof DOMException)) throw failure;
    tickHere();
  }
  return () => {
    stop();
    URL.revokeObjectURL(url);
  };
}
