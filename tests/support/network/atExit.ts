const pending = new Set<() => void>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `cleanUp` (synchronous) when the process exits or is told to end, unless the returned
 * function has been called before. Listeners stand only while something is pending.
 */
export function atExit(cleanUp: () => void): () => void {
  if (pending.size === 0) listen();
  pending.add(cleanUp);
  return () => {
    if (pending.delete(cleanUp) && pending.size === 0) unlisten();
  };
}

function listen(): void {
  process.on('exit', runPending);
  for (const signal of signals) process.on(signal, onSignal);
}

function unlisten(): void {
  process.off('exit', runPending);
  for (const signal of signals) process.off(signal, onSignal);
}

function runPending(): void {
  for (const cleanUp of pending) cleanUp();
  pending.clear();
}

function onSignal(signal: NodeJS.Signals): void {
  runPending();
  unlisten();
  // With no other listener the signal does what it does by default: it ends the process.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
