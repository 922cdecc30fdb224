import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createWorker } from 'mediasoup';
import type { Worker } from 'mediasoup/types';
import { Scope } from '@beside/shared/lib/scope';

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Starts mediasoup's process.
 *
 * @throws Error with the reason when it does not say within `startLimitMs` that it runs; it is
 *   killed then
 */
export async function spawnWorker(workerBin: string, startLimitMs: number): Promise<Worker> {
  const { starting, child } = withChild(() =>
    withoutSignals(() => createWorker({ workerBin, logLevel: 'warn' })),
  );
  const scope = new Scope();
  const tooLate = new Promise<never>((_resolve, reject) => {
    scope.after(startLimitMs, () => {
      child?.kill('SIGKILL');
      reject(new Error(`it said nothing within ${startLimitMs / 1000} s`));
    });
  });
  try {
    return await Promise.race([starting, tooLate]);
  } finally {
    scope.close();
  }
}

/**
 * mediasoup closes its workers as soon as the process is asked to end. Here the owner decides when
 * media ends, after it has drained; so the listeners that came with a worker are taken off again.
 * A worker ends by itself when its parent is gone without a word.
 */
function withoutSignals<T>(start: () => T): T {
  const before = signals.map((signal) => process.listeners(signal));
  const started = start();
  for (const [index, signal] of signals.entries()) {
    for (const listener of process.listeners(signal)) {
      if (!before[index]?.includes(listener)) process.removeListener(signal, listener);
    }
  }
  return started;
}

/** mediasoup hands its process over only once it runs; one that never does has to be killed too. */
function withChild<T>(start: () => T): { starting: T; child: ChildProcess | undefined } {
  let child: ChildProcess | undefined;
  const seen = (message: unknown): void => {
    child = (message as { process: ChildProcess }).process;
  };
  subscribe('child_process', seen);
  try {
    const starting = start();
    return { starting, child };
  } finally {
    unsubscribe('child_process', seen);
  }
}
