import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

const selfTest = fileURLToPath(new URL('./selftest.mjs', import.meta.url));
/** The self-test limits itself; this is for one that cannot. */
const limitMs = 8000;

/**
 * Runs the self-test in a process of its own: it needs mediasoup and with it a newer Node than this
 * one may be.
 *
 * @param {string} path the worker binary
 * @param {{ mediasoupDir: string, signal?: AbortSignal | undefined }} options
 * @returns {Promise<{ ok: true, selfTest: 'full' | 'reduced', message: string }
 *   | { ok: false, reason: string }>}
 */
export async function verifyWorker(path, { mediasoupDir, signal }) {
  const node = findNode(mediasoupDir);
  if (node === undefined) return { ok: false, reason: 'no Node 22 or newer to test it with' };
  const result = await run(node, [selfTest, path], { timeoutMs: limitMs, signal });
  const message = result.stdout.trim().split('\n').at(-1) ?? '';
  if (result.code === 0) {
    return { ok: true, selfTest: message.includes('reduced') ? 'reduced' : 'full', message };
  }
  if (result.end !== 'ran') return { ok: false, reason: `self-test: ${result.end}` };
  return { ok: false, reason: message || result.stderr.trim() || `self-test: ${result.code}` };
}

/** @param {string} mediasoupDir @returns {string | undefined} */
function findNode(mediasoupDir) {
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(dirname(mediasoupDir), 'node', 'bin', binary);
  if (existsSync(own)) return own;
  return Number.parseInt(process.versions.node, 10) >= 22 ? process.execPath : undefined;
}
