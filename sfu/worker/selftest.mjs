#!/usr/bin/env node
import diagnostics from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createWorker } from 'mediasoup';
import { outputOf } from './run.mjs';
import { listenInfo, opus, relayPacket } from './selftest/relay.mjs';

/** Usually a third of a second; this much only on a machine busy with other things. */
const limitMs = 4_500;

/**
 * Proves that a worker works on this machine: it starts, survives a real DTLS handshake, decrypts a
 * packet, relays it, and encrypts it again. Without an OpenSSL command only the start is tried.
 *
 * @param {string} workerBin
 * @param {{ dir: string, signal: AbortSignal, step: (name: string) => void }} options `dir` for files
 * @returns {Promise<{ reduced: boolean }>}
 */
async function tryWorker(workerBin, options) {
  options.step('looking for openssl');
  // LibreSSL, macOS's own one, has the same name, but not all of the options.
  const reduced = !(await outputOf('openssl', ['version']))?.startsWith('OpenSSL ');

  options.step('starting the worker');
  const worker = await createWorker({ workerBin, logLevel: 'none' });
  const died = rejection((reject) => worker.once('died', (error) => reject(error)));
  const router = await worker.createRouter({ mediaCodecs: [opus] });
  const work = reduced
    ? router.createWebRtcTransport({ listenInfos: [listenInfo] })
    : relayPacket(router, options);
  await Promise.race([work, died]);

  options.step('closing the worker');
  const closed = new Promise((done) => worker.once('subprocessclose', () => done(undefined)));
  worker.close();
  await closed;
  return { reduced };
}

/**
 * @param {string} workerBin
 * @returns {Promise<string>} what to tell of it
 * @throws {Error} saying during which step it failed
 */
async function main(workerBin) {
  const startMs = performance.now();
  // mediasoup gives no access to a worker that hangs before it is up, so note all children here.
  /** @type {Set<import('node:child_process').ChildProcess>} */
  const children = new Set();
  diagnostics.subscribe('child_process', (message) => {
    children.add(/** @type {any} */ (message).process);
  });
  let current = '';
  const step = (/** @type {string} */ name) => void (current = name);
  const over = new AbortController();
  const { signal } = over;
  const tooLong = rejection((reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  const timer = setTimeout(() => over.abort(new Error('it took too long')), limitMs);
  const dir = mkdtempSync(join(tmpdir(), 'beside-selftest-'));
  try {
    const { reduced } = await Promise.race([tryWorker(workerBin, { dir, signal, step }), tooLong]);
    const what = reduced
      ? 'reduced, as there is no openssl command: worker, router and transport'
      : 'DTLS handshake, relayed packet';
    return `self-test passed (${what}; ${Math.round(performance.now() - startMs)} ms)`;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`self-test failed during ${current}: ${message}`, { cause: error });
  } finally {
    clearTimeout(timer);
    over.abort(new Error('the self-test is over'));
    for (const child of children) child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * @param {(reject: (reason: unknown) => void) => void} listen
 * @returns {Promise<never>} to be raced; nobody has to handle it
 */
function rejection(listen) {
  const promise = new Promise((_, reject) => listen(reject));
  promise.catch(() => {});
  return /** @type {Promise<never>} */ (promise);
}

const [workerBin, ...rest] = process.argv.slice(2);
if (workerBin === undefined || workerBin.startsWith('-') || rest.length > 0) {
  const help = workerBin === '--help' && rest.length === 0;
  (help ? console.log : console.error)('usage: node sfu/worker/selftest.mjs WORKER_BINARY');
  process.exit(help ? 0 : 2);
}
try {
  console.log(await main(resolve(workerBin)));
  process.exit(0);
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  process.exit(1);
}
