import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { patches } from './patches.mjs';

export const compatDir = fileURLToPath(new URL('./compat', import.meta.url));

/** Raise it when build.mjs builds differently from the same sources and flags. */
const recipe = 1;

const defines = [
  '-DNDEBUG',
  '-DMS_EXECUTABLE',
  // Not MS_USE_BUILTIN_BWE: see meson.mjs.
  '-DFLATBUFFERS_LOCALE_INDEPENDENT=1',
];

/**
 * Flags that depend on nothing but the platform. The worker parses what strangers send, hence the
 * hardening that Debian gives its own packages too.
 */
export function fixedFlags() {
  const linux = process.platform === 'linux';
  return {
    compile: [
      '-std=c++20',
      '-O2',
      '-w',
      '-fstack-protector-strong',
      '-D_FORTIFY_SOURCE=2',
      ...defines,
      isLittleEndian() ? '-DMS_LITTLE_ENDIAN' : '-DMS_BIG_ENDIAN',
    ],
    link: linux ? ['-s', '-Wl,-z,relro,-z,now', '-lpthread'] : ['-lpthread'],
  };
}

function isLittleEndian() {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}

/**
 * @typedef {object} Mediasoup
 * @property {string} dir the package's folder
 * @property {string} version
 * @property {string} downloadBase where its prebuilt workers are, without the version
 */

/** @returns {Mediasoup} the installed npm package */
export function findMediasoup() {
  // Its package.json is not exported, so go up from its entry point.
  const entry = createRequire(import.meta.url).resolve('mediasoup');
  const dir = entry.slice(0, entry.lastIndexOf(`${sep}node${sep}lib${sep}`));
  const { version, repository } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const site = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
  return { dir, version, downloadBase: `${site}/releases/download` };
}

/**
 * @param {import('./toolchain.mjs').Toolchain} toolchain
 * @returns {string} hash of what decides how a built worker behaves, mediasoup's version aside
 */
export function hashBuildInputs(toolchain) {
  return shortHash(
    recipe,
    hashFiles(compatDir, /\.(h|hpp)$/),
    patches,
    fixedFlags(),
    toolchain.versions,
  );
}

/**
 * @param {string} dir
 * @param {RegExp} names which files to take
 * @returns {string} hash over paths and contents
 */
export function hashFiles(dir, names) {
  const hash = createHash('sha256');
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => names.test(name)).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(dir, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @param {unknown[]} parts */
export function shortHash(...parts) {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
