import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { keep } from './cache.mjs';
import { installCommand } from './debian.mjs';
import { hashBuildInputs } from './inputs.mjs';
import { notProvided, otherWays } from './result.mjs';

/**
 * @typedef {object} Context
 * @property {import('./provide.mjs').Steps} steps
 * @property {import('./inputs.mjs').Mediasoup} mediasoup
 * @property {import('./toolchain.mjs').Toolchain} toolchain
 * @property {string} cacheRoot
 * @property {string} buildDir for what is downloaded or compiled; removed once a worker is kept
 * @property {string} prebuiltInputs the cache's key for a downloaded worker
 * @property {NodeJS.ProcessEnv} env
 * @property {import('./log.mjs').Log} log
 * @property {boolean} everyFile
 * @property {boolean} allowInstall
 * @property {AbortSignal} signal
 *
 * @typedef {import('./result.mjs').Provided} Provided
 * @typedef {import('./result.mjs').NotProvided} NotProvided
 */

/**
 * @param {Context} context
 * @returns {Promise<Provided | undefined>} undefined when building is what remains
 */
export async function downloaded(context) {
  const { steps, mediasoup, buildDir, env, log, signal, prebuiltInputs: inputs } = context;
  log("trying mediasoup's own download");
  const download = await steps.downloadWorker({ mediasoup, dir: buildDir, env, signal });
  if (!download.ok) {
    log(`no download: ${download.reason}`);
    return undefined;
  }
  const result = await testAndKeep(context, download.path, { inputs, source: 'downloaded' });
  if (result.ok) return result;
  log(`the downloaded worker is of no use here: ${result.reason}`);
  return undefined;
}

/**
 * @param {Context} context
 * @returns {Promise<Provided | NotProvided>}
 */
export async function built(context) {
  const { steps, mediasoup, buildDir, log, everyFile, signal } = context;
  let { toolchain } = context;
  if (toolchain.missing.length > 0) {
    const problem = await completeToolchain(context);
    if (problem) return problem;
    toolchain = await steps.inspectToolchain();
  }
  const workerDir = join(mediasoup.dir, 'worker');
  const options = { workerDir, buildDir, toolchain, log, everyFile, signal };
  const build = await steps.buildWorker(options);
  signal.throwIfAborted();
  if (!build.ok) return notProvided(build.reason, otherWays);
  const inputs = hashBuildInputs(toolchain);
  const result = await testAndKeep(context, build.path, { inputs, source: 'built' });
  if (result.ok) return result;
  signal.throwIfAborted();
  return notProvided(`the worker built here: ${result.reason}`, otherWays);
}

/**
 * @param {Context} context
 * @param {string} binary
 * @param {{ inputs: string, source: 'built' | 'downloaded' }} origin
 * @returns {Promise<Provided | { ok: false, reason: string }>}
 */
async function testAndKeep(context, binary, { inputs, source }) {
  const { steps, mediasoup, cacheRoot, buildDir, log, signal } = context;
  const tested = await steps.verifyWorker(binary, { mediasoupDir: mediasoup.dir, signal });
  if (!tested.ok) return tested;
  log(tested.message);
  const { selfTest } = tested;
  const path = keep(cacheRoot, binary, { version: mediasoup.version, inputs, source, selfTest });
  rmSync(buildDir, { recursive: true, force: true });
  return { ok: true, path, source, selfTest };
}

/**
 * @param {Context} context
 * @returns {Promise<NotProvided | undefined>} undefined when it can be built now
 */
async function completeToolchain({ steps, toolchain: { missing }, allowInstall, log }) {
  if (!steps.isDebian()) {
    // The openssl command is only for the self-test, which does with less where it is not there.
    const needed = missing.filter((name) => name !== 'openssl').join(' ');
    if (needed === '') return undefined;
    const reason = `mediasoup's worker cannot be built here, missing (Debian's names): ${needed}`;
    return notProvided(reason, otherWays);
  }
  const hint = `Run: ${installCommand(missing)}`;
  if (!allowInstall || !steps.isRoot()) {
    return notProvided(`Debian packages are missing: ${missing.join(' ')}`, hint);
  }
  const installed = await steps.installPackages(missing, log);
  return installed.ok ? undefined : notProvided(`apt-get failed: ${installed.reason}`, hint);
}
