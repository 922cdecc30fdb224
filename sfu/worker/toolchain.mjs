import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from './run.mjs';

/** What the worker is linked against, by pkg-config's names, and the Debian packages with it. */
const libraryPackages = Object.freeze({
  libuv: 'libuv1-dev',
  openssl: 'libssl-dev',
  libsrtp2: 'libsrtp2-dev',
  flatbuffers: 'libflatbuffers-dev',
  absl_strings: 'libabsl-dev',
  absl_optional: 'libabsl-dev',
});
const libraries = Object.keys(libraryPackages);

/**
 * @typedef {object} Toolchain
 * @property {string} compiler the C++ compiler's command
 * @property {Record<string, string>} versions of all that decides what is built; '' if missing
 * @property {string[]} missing Debian packages that would bring what is missing, each once
 */

/**
 * What this machine has for building the worker, and for testing it in full (the openssl command).
 *
 * @returns {Promise<Toolchain>}
 */
export async function inspectToolchain() {
  const compiler = process.env['CXX'] || 'g++';
  const [compilerVersion, flatc, openssl, pkgConfig, ...found] = await Promise.all([
    outputOf(compiler, ['--version']),
    outputOf('flatc', ['--version']),
    outputOf('openssl', ['version']),
    outputOf('pkg-config', ['--version']),
    ...libraries.map((library) => outputOf('pkg-config', ['--modversion', library])),
  ]);

  /** @type {Array<[version: string | undefined, debianPackage: string]>} */
  const needs = [
    [compilerVersion, 'g++'],
    [flatc, 'flatbuffers-compiler'],
    [openssl, 'openssl'],
    [pkgConfig, 'pkg-config'],
    ...Object.values(libraryPackages).map(
      (debianPackage, index) =>
        /** @type {[string | undefined, string]} */ ([found[index], debianPackage]),
    ),
  ];
  const missing = needs.filter(([version]) => version === undefined);

  return {
    compiler,
    versions: {
      compiler: compilerVersion?.split('\n')[0] ?? '',
      flatc: flatc ?? '',
      ...Object.fromEntries(libraries.map((library, index) => [library, found[index] ?? ''])),
    },
    missing: [...new Set(missing.map(([, debianPackage]) => debianPackage))],
  };
}

/**
 * @returns {Promise<{ compile: string[], link: string[] }>} flags for the libraries
 * @throws {Error} when pkg-config knows one of them not
 */
export async function libraryFlags() {
  const [compile, link, abslDir, flatbuffersDir] = await Promise.all([
    outputOf('pkg-config', ['--cflags', ...libraries]),
    outputOf('pkg-config', ['--libs', ...libraries]),
    outputOf('pkg-config', ['--variable=libdir', 'absl_strings']),
    outputOf('pkg-config', ['--variable=libdir', 'flatbuffers']),
  ]);
  if (compile === undefined || link === undefined) {
    throw new Error(`pkg-config does not know all of: ${libraries.join(', ')}`);
  }
  const staticDirs = [abslDir, flatbuffersDir].filter((dir) => dir !== undefined);
  return {
    compile: words(compile),
    link: words(link).map((flag) => preferStatic(flag, staticDirs)),
  };
}

/** @param {string} text */
function words(text) {
  return text.split(/\s+/).filter((word) => word !== '');
}

/**
 * abseil and flatbuffers promise no stable binary interface: taken in statically, a worker outlives
 * their next upgrade. OpenSSL, libuv and libsrtp stay shared, so that their security updates count.
 *
 * @param {string} flag
 * @param {string[]} dirs
 */
function preferStatic(flag, dirs) {
  const name = /^-l((?:absl_|flatbuffers).*)$/.exec(flag)?.[1];
  if (name === undefined) return flag;
  const files = dirs.map((dir) => join(dir, `lib${name}.a`));
  return files.find((file) => existsSync(file)) ?? flag;
}
