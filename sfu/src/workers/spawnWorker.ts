import { createWorker } from 'mediasoup';
import type { Worker } from 'mediasoup/types';
import { Scope } from '@beside/shared/lib/scope';

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Starts mediasoup's process.
 *
 * mediasoup closes its workers as soon as the process is asked to end. Here the owner decides when
 * media ends, after it has drained; so the two listeners are taken off again. A worker ends by
 * itself when its parent is gone without a word.
 *
 * @throws Error with the reason when it does not say within `startLimitMs` that it runs
 */
export async function spawnWorker(workerBin: string, startLimitMs: number): Promise<Worker> {
  const before = signals.map((signal) => process.listeners(signal));
  const starting = createWorker({ workerBin, logLevel: 'warn' });
  const added = signals.flatMap((signal, index) =>
    process
      .listeners(signal)
      .filter((listener) => !before[index]?.includes(listener))
      .map((listener) => ({ signal, listener })),
  );
  for (const { signal, listener } of added) process.removeListener(signal, listener);

  const scope = new Scope();
  const tooLate = new Promise<never>((_resolve, reject) => {
    scope.after(startLimitMs, () => {
      // The only handle on a process that has not started yet: what mediasoup does on a signal.
      for (const { signal, listener } of added.slice(0, 1)) listener(signal);
      reject(new Error(`it said nothing within ${startLimitMs / 1000} s`));
    });
  });
  try {
    return await Promise.race([starting, tooLate]);
  } finally {
    scope.close();
  }
}
