import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

const binaryName = process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker';
const recordName = 'mediasoup-worker.json';

/** What a worker says by its exit code when nobody gave it a mediasoup version (its main.cpp). */
const exitWithoutVersion = 41;

/** @typedef {'full' | 'reduced'} SelfTest */

/**
 * Kept beside the binary, and only ever written after it passed its self-test.
 *
 * @typedef {object} CacheRecord
 * @property {string} version mediasoup's
 * @property {string} inputs hash of what it was built from
 * @property {'built' | 'downloaded'} source
 * @property {string} sha256 of the binary
 * @property {SelfTest} selfTest
 * @property {string} testedAt ISO 8601
 */

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string} the folder for all workers of this user
 */
export function defaultCacheRoot(env = process.env) {
  const home = os.homedir();
  const caches = {
    darwin: join(home, 'Library', 'Caches'),
    win32: env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'),
  }[/** @type {string} */ (process.platform)];
  return join(
    caches ?? (env['XDG_CACHE_HOME'] || join(home, '.cache')),
    'beside',
    'mediasoup-worker',
  );
}

/** @param {string} version mediasoup's */
export function platformName(version) {
  return `${version}-${process.platform}-${process.arch}`;
}

/**
 * @param {string} root
 * @param {{ version: string, inputs: string }} entry
 */
function entryDir(root, { version, inputs }) {
  return join(root, `${platformName(version)}-${inputs}`);
}

/**
 * @param {string} root
 * @param {{ version: string, inputs: string }} wanted
 * @returns {Promise<{ state: 'usable', path: string, selfTest: SelfTest } | { state: 'absent' }
 *   | { state: 'corrupt', dir: string, why: string }>}
 */
export async function findCached(root, wanted) {
  const dir = entryDir(root, wanted);
  if (!existsSync(dir)) return { state: 'absent' };
  const path = join(dir, binaryName);
  try {
    const record = /** @type {CacheRecord} */ (
      JSON.parse(readFileSync(join(dir, recordName), 'utf8'))
    );
    if (record.version !== wanted.version || record.inputs !== wanted.inputs) {
      return { state: 'corrupt', dir, why: 'its record tells of another worker' };
    }
    if (hashFile(path) !== record.sha256) {
      return { state: 'corrupt', dir, why: 'the binary is not the one that was tested' };
    }
    // Catches a shared library that has gone since, and a lost right to execute.
    const { code, stderr } = await run(path, [], { env: {}, timeoutMs: 3000 });
    if (code !== exitWithoutVersion) {
      return { state: 'corrupt', dir, why: `the binary does not start: ${stderr.trim() || code}` };
    }
    return { state: 'usable', path, selfTest: record.selfTest };
  } catch (error) {
    return { state: 'corrupt', dir, why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Takes a worker that passed its self-test into the cache, in place of a corrupt one if need be. It
 * appears complete or not at all.
 *
 * @param {string} root
 * @param {string} binary
 * @param {Pick<CacheRecord, 'version' | 'inputs' | 'source' | 'selfTest'>} facts
 * @returns {string} its path in the cache
 */
export function keep(root, binary, facts) {
  const dir = entryDir(root, facts);
  const [partial, old] = [`${dir}.${randomUUID()}`, `${dir}.${randomUUID()}.old`];
  mkdirSync(partial, { recursive: true });
  const path = join(partial, binaryName);
  copyFileSync(binary, path);
  chmodSync(path, 0o755);
  const { version, inputs, source, selfTest } = facts;
  /** @type {CacheRecord} */
  const record = {
    ...{ version, inputs, source, selfTest },
    sha256: hashFile(path),
    testedAt: new Date().toISOString(),
  };
  writeFileSync(join(partial, recordName), `${JSON.stringify(record, null, 2)}\n`);
  if (existsSync(dir)) renameSync(dir, old);
  renameSync(partial, dir);
  rmSync(old, { recursive: true, force: true });
  return join(dir, binaryName);
}

/** @param {string} file */
function hashFile(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
