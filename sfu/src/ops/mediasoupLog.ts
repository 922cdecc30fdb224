import { setLogEventListeners } from 'mediasoup';
import type { Log } from './log.ts';

let current: Log | undefined;

/**
 * Takes mediasoup's own lines, which are one stream for the process; the last node to ask has it.
 * Its warnings are mostly refusals of what a browser sent, its errors what this node recovers from.
 *
 * @returns a function that lets go of it
 */
export function followMediasoupLog(log: Log): () => void {
  current = log;
  setLogEventListeners({
    onwarn: (namespace, line) => log.debug({ namespace, line }, 'mediasoup warns'),
    onerror: (namespace, line) => log.warn({ namespace, line }, 'mediasoup reports an error'),
  });
  return () => {
    if (current !== log) return;
    current = undefined;
    setLogEventListeners();
  };
}
