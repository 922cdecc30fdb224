/** Keeps time for a page that may be hidden. */
export interface Ticker {
  /** Calls `task` once, so many milliseconds from now. */
  after(ms: number, task: () => void): void;
  stop(): void;
}

/** Every period the worker says 0; what it is asked for it says when it is due. */
const workerSource = (periodMs: number): string => `
setInterval(() => postMessage(0), ${periodMs});
onmessage = ({ data: { number, ms } }) => setTimeout(() => postMessage(number), ms);
`;

/**
 * Calls `tick` every `periodMs`, or as often as the page gets round to it: what a busy page has missed
 * is not made up for. It does so even while the page is hidden: timers of a hidden page
 * are slowed to one a second, those of a worker are not. Where the page's policy allows no worker, as
 * that of a site which carries the embed may, the page's own timer has to do.
 */
export function startTicker(periodMs: number, tick: () => void): Ticker {
  const url = URL.createObjectURL(new Blob([workerSource(periodMs)], { type: 'text/javascript' }));
  const waiting = new Map<number, () => void>();
  let lastNumber = 0;
  let worker: Worker | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  const call = (number: number): void => {
    const task = waiting.get(number);
    waiting.delete(number);
    task?.();
  };
  const wait = (ms: number, number: number): void => {
    if (worker) worker.postMessage({ number, ms });
    else setTimeout(call, ms, number);
  };
  const tickHere = (): void => {
    worker = null;
    timer = setInterval(tick, periodMs);
    for (const number of waiting.keys()) wait(0, number);
  };
  try {
    worker = new Worker(url);
    let tickedAt = -Infinity;
    worker.onmessage = ({ data }: MessageEvent<number>) => {
      if (data !== 0) return call(data);
      const now = performance.now();
      // One of those that have piled up meanwhile.
      if (now - tickedAt < periodMs / 2) return;
      tickedAt = now;
      tick();
    };
    worker.onerror = tickHere;
  } catch (failure) {
    // Trusted types refuse with the one, older browsers' content policy with the other.
    if (!(failure instanceof TypeError || failure instanceof DOMException)) throw failure;
    tickHere();
  }
  return {
    after(ms, task) {
      lastNumber += 1;
      waiting.set(lastNumber, task);
      wait(ms, lastNumber);
    },
    stop() {
      waiting.clear();
      clearInterval(timer);
      if (worker) {
        worker.onerror = null;
        worker.terminate();
      }
      URL.revokeObjectURL(url);
    },
  };
}
