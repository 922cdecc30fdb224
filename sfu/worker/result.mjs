/**
 * @typedef {object} Provided
 * @property {true} ok
 * @property {string} path absolute; what MEDIASOUP_WORKER_BIN has to be when mediasoup is imported
 * @property {'given' | 'cached' | 'downloaded' | 'built'} source
 * @property {'full' | 'reduced'} selfTest reduced: only that it starts, for want of an openssl command
 *
 * @typedef {object} NotProvided
 * @property {false} ok
 * @property {string} reason what went wrong
 * @property {string} hint what a person can do about it
 */

export const otherWays =
  'Set MEDIASOUP_WORKER_BIN to a worker of the same mediasoup version, ' +
  'or let this machine reach github.com once.';

/**
 * @param {string} reason
 * @param {string} hint
 * @returns {NotProvided}
 */
export function notProvided(reason, hint) {
  return { ok: false, reason, hint };
}
