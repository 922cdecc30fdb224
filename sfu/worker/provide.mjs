#!/usr/bin/env node
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWorker } from './build.mjs';
import { defaultCacheRoot, findCached, platformName } from './cache.mjs';
import { installPackages, isDebian, isRoot } from './debian.mjs';
import { downloadWorker, prebuiltName } from './download.mjs';
import { checkGiven } from './given.mjs';
import { findMediasoup, hashBuildInputs, shortHash } from './inputs.mjs';
import { acquireLock } from './lock.mjs';
import { consoleLog, isInteractive } from './log.mjs';
import { built, downloaded } from './obtain.mjs';
import { notProvided } from './result.mjs';
import { inspectToolchain } from './toolchain.mjs';
import { verifyWorker } from './verify.mjs';

const defaultSteps = {
  findMediasoup,
  inspectToolchain,
  downloadWorker,
  installPackages,
  buildWorker,
  verifyWorker,
  isDebian,
  isRoot,
};

/**
 * @typedef {typeof defaultSteps} Steps
 *
 * @typedef {object} ProvideOptions
 * @property {import('./log.mjs').Log} log one line per step
 * @property {boolean} [allowInstall] install missing Debian packages when root; default false
 * @property {boolean} [everyFile] tell of every compiled file; default: only on a terminal
 * @property {AbortSignal} [signal] stops it; without one, SIGINT and SIGTERM do
 * @property {NodeJS.ProcessEnv} [env] default process.env
 * @property {string} [cacheRoot] default: the user's cache folder
 * @property {Partial<Steps>} [steps] replaced in tests
 */

/**
 * Provides a mediasoup worker that is proven to work on this machine: the one that
 * MEDIASOUP_WORKER_BIN names, one in the user's cache, mediasoup's prebuilt one, or one built here.
 *
 * @param {ProvideOptions} options
 * @returns {Promise<import('./result.mjs').Provided | import('./result.mjs').NotProvided>}
 */
export async function provideWorker(options) {
  const interrupt = interruption(options.signal);
  try {
    return await provide(options, interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted) {
      return notProvided('interrupted', 'Run it again: it goes on where it was.');
    }
    const reason = error instanceof Error ? error.message : String(error);
    return notProvided(reason, 'Is `npm ci` complete, and the cache folder writable?');
  } finally {
    interrupt.dispose();
  }
}

/**
 * @param {ProvideOptions} options
 * @param {AbortSignal} signal
 * @returns {ReturnType<typeof provideWorker>}
 */
async function provide(options, signal) {
  const { log, env = process.env, cacheRoot = defaultCacheRoot(env) } = options;
  const steps = { ...defaultSteps, ...options.steps };
  const mediasoup = steps.findMediasoup();
  const { version } = mediasoup;

  const given = env['MEDIASOUP_WORKER_BIN'];
  if (given) {
    const test = { mediasoupDir: mediasoup.dir, signal };
    return checkGiven(resolve(given), (path) => steps.verifyWorker(path, test));
  }

  const toolchain = await steps.inspectToolchain();
  const prebuiltInputs = shortHash('prebuilt', prebuiltName(version));
  const keys = [hashBuildInputs(toolchain), prebuiltInputs];
  const cached = () => lookUp(cacheRoot, version, keys, log);
  const found = await cached();
  if (found) return found;

  const release = await acquireLock(join(cacheRoot, 'lock'), {
    signal,
    onWait: (pid) => log(`waiting: another set-up (process ${pid}) is providing the worker`),
  });
  try {
    const foundNow = await cached();
    if (foundNow) return foundNow;
    const { allowInstall = false, everyFile = isInteractive() } = options;
    const buildDir = join(cacheRoot, 'build', platformName(version));
    const context = {
      ...{ steps, mediasoup, toolchain, cacheRoot, buildDir, prebuiltInputs, env, log },
      ...{ everyFile, allowInstall, signal },
    };
    const ready = await downloaded(context);
    signal.throwIfAborted();
    return ready ?? (await built(context));
  } finally {
    release();
  }
}

/**
 * @param {string} root
 * @param {string} version
 * @param {readonly string[]} keys
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<import('./result.mjs').Provided | undefined>}
 */
async function lookUp(root, version, keys, log) {
  for (const inputs of keys) {
    const found = await findCached(root, { version, inputs });
    if (found.state === 'corrupt') log(`not using the cached worker in ${found.dir}: ${found.why}`);
    if (found.state !== 'usable') continue;
    return { ok: true, path: found.path, source: 'cached', selfTest: found.selfTest };
  }
  return undefined;
}

/**
 * @param {AbortSignal | undefined} given
 * @returns {{ signal: AbortSignal, dispose: () => void }}
 */
function interruption(given) {
  if (given) return { signal: given, dispose: () => {} };
  const controller = new AbortController();
  const abort = () => controller.abort(new Error('interrupted'));
  process.on('SIGINT', abort).on('SIGTERM', abort);
  return {
    signal: controller.signal,
    dispose: () => void process.off('SIGINT', abort).off('SIGTERM', abort),
  };
}

const usage = `usage: node sfu/worker/provide.mjs [--install] [--quiet]

Provides mediasoup's worker: the one MEDIASOUP_WORKER_BIN names, a cached one, mediasoup's own
download, or one built from the sources in the npm package. Prints its path as the last line.

  --install   install missing Debian packages (as root)
  --quiet     print only the path
  --help      this text`;

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
async function main(args) {
  const unknown = args.find((arg) => !['--install', '--quiet', '--help'].includes(arg));
  if (unknown !== undefined) {
    console.error(`unknown option: ${unknown}\n\n${usage}`);
    return 2;
  }
  if (args.includes('--help')) {
    console.log(usage);
    return 0;
  }
  const log = args.includes('--quiet') ? () => {} : consoleLog();
  const result = await provideWorker({ log, allowInstall: args.includes('--install') });
  if (!result.ok) {
    console.error(`no mediasoup worker: ${result.reason}\n${result.hint}`);
    return 1;
  }
  log(`mediasoup worker (${result.source}):`);
  console.log(result.path);
  return 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  process.exitCode = await main(process.argv.slice(2));
}
