import { accessSync, constants, statSync } from 'node:fs';
import { notProvided } from './result.mjs';

/**
 * Checks the worker that a person chose. It works or it is an error: quietly taking another one
 * instead would hide their mistake.
 *
 * @param {string} path absolute
 * @param {(path: string) => ReturnType<typeof import('./verify.mjs').verifyWorker>} test
 * @returns {Promise<import('./result.mjs').Provided | import('./result.mjs').NotProvided>}
 */
export async function checkGiven(path, test) {
  const hint = 'Correct MEDIASOUP_WORKER_BIN, or unset it to have a worker provided.';
  const problem = whyNotRunnable(path);
  if (problem) return notProvided(`MEDIASOUP_WORKER_BIN ${problem}: ${path}`, hint);
  const tested = await test(path);
  if (!tested.ok) return notProvided(`MEDIASOUP_WORKER_BIN (${path}): ${tested.reason}`, hint);
  return { ok: true, path, source: 'given', selfTest: tested.selfTest };
}

/** @param {string} path */
function whyNotRunnable(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'does not exist';
  if (!stats.isFile()) return 'is no file';
  try {
    accessSync(path, constants.X_OK);
    return undefined;
  } catch {
    return 'is not executable';
  }
}
