import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { consoleLog } from '../../sfu/worker/log.mjs';
import { provideWorker } from '../../sfu/worker/provide.mjs';
import { writeDeliveredLicences } from './deliveredLicences.mjs';
import { fingerprint, isUpToDate, stamp } from './fingerprint.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const oldestNode = 20;

/** What could not be done and what a person can do about it. */
export class SetupError extends Error {}

/** The environment of everything that is started: the project's own Node first. */
export function projectEnvironment() {
  return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
}

/** The project's own Node, whichever one runs this script. */
export const nodePath = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');

/**
 * Runs a program to its end, with its output passed through unless it is kept for a failure.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, cwd?: string }} [options]
 * @returns {Promise<number>} its exit code; a signal counts as 1
 */
export function run(command, args, { env = projectEnvironment(), quiet = false, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: process.platform === 'win32',
    });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });
}

/**
 * Prints what is being done and how long it took.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 */
export async function step(title, work) {
  console.log(`▸ ${title} …`);
  const startedAt = performance.now();
  const result = await work();
  console.log(`  ${title}: done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
}

export function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode) {
    throw new SetupError(
      `Node ${process.versions.node} is too old: install Node ${oldestNode} or newer from https://nodejs.org.`,
    );
  }
}

/** npm packages, as the lock file names them. */
export async function installDependencies() {
  const inputs = fingerprint(root, ['package-lock.json', 'package.json']);
  const stampFile = join(root, 'node_modules', '.cache', 'beside', 'dependencies');
  if (isUpToDate(stampFile, inputs)) return;
  if (!installedByHand()) {
    await step('Installing packages from the npm registry', async () => {
      // With npm before 11, which knows no `allowScripts`, this keeps mediasoup's own script away.
      const env = {
        ...process.env,
        MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN ?? 'provided-later',
      };
      const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
      const code = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env });
      if (code !== 0)
        throw new SetupError('The packages could not be installed; npm has said why above.');
    });
  }
  stamp(stampFile, inputs);
}

/** A plain `npm ci` has been there, after the lock file last changed. */
function installedByHand() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const wanted = join(root, 'package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs;
}

/**
 * The relay's worker.
 *
 * @returns {Promise<string | undefined>} its path; `undefined` where there is none, which is said
 */
export async function provideRelayWorker() {
  const result = await provideWorker({ log: consoleLog(), allowInstall: true });
  if (result.ok) return result.path;
  console.warn(`\n  There will be no relay: ${result.reason}\n  ${result.hint}\n`);
  return undefined;
}

const faces = ['portal', 'console', 'admin', 'embed', 'panel', 'tab'];

/** The pages, built from their sources. */
export async function buildClient() {
  const inputs = fingerprint(root, ['client', 'shared', 'package-lock.json']);
  const stampFile = join(root, 'client', 'dist', '.built-from');
  if (isUpToDate(stampFile, inputs)) return;
  await step('Building the pages', async () => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    for (const face of faces) {
      const args = [vite, 'build', '--mode', face, '--logLevel', 'warn'];
      const code = await run(nodePath, args, { cwd: join(root, 'client'), quiet: true });
      if (code !== 0)
        throw new SetupError(`The ${face} could not be built; vite has said why above.`);
    }
    writeDeliveredLicences(root, faces);
  });
  stamp(stampFile, inputs);
}

/**
 * Runs a script's main function and turns what it cannot do into a line and an exit code.
 *
 * @param {() => Promise<number>} main
 */
export function runMain(main) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (/** @type {unknown} */ failure) => {
      console.error(failure instanceof SetupError ? `\n${failure.message}` : failure);
      process.exitCode = 1;
    },
  );
}
