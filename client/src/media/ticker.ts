/**
 * Calls `tick` every `periodMs` even while the page is hidden: timers of a hidden page are slowed to
 * one a second, those of a worker are not.
 *
 * @returns stops it
 */
export function startTicker(periodMs: number, tick: () => void): () => void {
  const source = `setInterval(() => postMessage(0), ${periodMs})`;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.onmessage = tick;
  return () => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
}
