import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** Who has no way out to the network shall not wait for it. */
const answerLimitMs = 4000;
const transferLimitMs = 60_000;

/**
 * @param {string} version mediasoup's
 * @returns {string} the name under which mediasoup publishes the worker for this machine, as its
 *   npm-scripts.mjs makes it up
 */
export function prebuiltName(version) {
  const kernel = process.platform === 'linux' ? `-kernel${os.release().split('.')[0]}` : '';
  return `mediasoup-worker-${version}-${process.platform}-${process.arch}${kernel}.tgz`;
}

/**
 * Fetches mediasoup's own prebuilt worker. The archive holds the binary and nothing else.
 *
 * @param {object} options
 * @param {import('./inputs.mjs').Mediasoup} options.mediasoup
 * @param {string} options.dir where to put it; created
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal | undefined} [options.signal]
 * @returns {Promise<{ ok: true, path: string } | { ok: false, reason: string }>}
 */
export async function downloadWorker({ mediasoup, dir, env, signal }) {
  if (env['MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD']) return { ok: false, reason: 'switched off' };
  const base = env['MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL'] || mediasoup.downloadBase;
  const url = `${base}/${mediasoup.version}/${prebuiltName(mediasoup.version)}`;
  try {
    const archive = await fetchArchive(url, signal);
    const binary = onlyFile(await promisify(gunzip)(archive));
    mkdirSync(dir, { recursive: true });
    const path = join(dir, 'mediasoup-worker.download');
    writeFileSync(path, binary, { mode: 0o755 });
    return { ok: true, path };
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    return { ok: false, reason: cause instanceof Error ? cause.message : message };
  }
}

/**
 * @param {string} url
 * @param {AbortSignal | undefined} signal
 */
async function fetchArchive(url, signal) {
  const limit = new AbortController();
  const stop = (/** @type {string} */ why) => limit.abort(new Error(why));
  let timer = setTimeout(stop, answerLimitMs, `no answer within ${answerLimitMs} ms`);
  try {
    const signals = signal ? [signal, limit.signal] : [limit.signal];
    const response = await fetch(url, { signal: AbortSignal.any(signals) });
    if (!response.ok) throw new Error(`HTTP status ${response.status} for ${url}`);
    clearTimeout(timer);
    timer = setTimeout(stop, transferLimitMs, `not complete within ${transferLimitMs} ms`);
    return Buffer.from(await response.arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Buffer} tar
 * @returns {Buffer} the content of the first regular file
 * @throws {Error} when there is none, or it is cut off
 */
export function onlyFile(tar) {
  const block = 512;
  for (let at = 0; at + block <= tar.length;) {
    const header = tar.subarray(at, at + block);
    const size = Number.parseInt(header.toString('latin1', 124, 136).replace(/\0.*$/, ''), 8) || 0;
    const type = header.toString('latin1', 156, 157);
    const start = at + block;
    if ((type === '0' || type === '\0') && size > 0) {
      if (start + size > tar.length) throw new Error('the archive is cut off');
      return tar.subarray(start, start + size);
    }
    at = start + Math.ceil(size / block) * block;
  }
  throw new Error('the archive holds no file');
}
