import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileAll, describeFailure } from './compile.mjs';
import { compatDir, hashFiles, shortHash } from './inputs.mjs';
import { run } from './run.mjs';

/**
 * The C++ headers for the messages between mediasoup and its worker, as worker/fbs/meson.build
 * generates them.
 *
 * @param {object} options
 * @param {string} options.workerDir mediasoup's worker folder
 * @param {string} options.buildDir
 * @param {import('./toolchain.mjs').Toolchain} options.toolchain
 * @param {AbortSignal | undefined} [options.signal]
 * @returns {Promise<{ ok: true, dir: string } | { ok: false, reason: string }>}
 */
export async function generateMessages({ workerDir, buildDir, toolchain, signal }) {
  const schemas = join(workerDir, 'fbs');
  const dir = join(buildDir, `gen-${shortHash(hashFiles(schemas, /\.fbs$/), toolchain.versions)}`);
  if (existsSync(dir)) return { ok: true, dir };
  const partial = `${dir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const files = readdirSync(schemas).filter((name) => name.endsWith('.fbs'));
  const style = ['--cpp-field-case-style', 'lower', '--reflect-names', '--scoped-enums'];
  const output = ['--filename-suffix', '', '-o', join(partial, 'FBS')];
  const inputs = files.map((name) => join(schemas, name));
  const result = await run('flatc', ['--cpp', ...style, ...output, ...inputs], { signal });
  if (result.code !== 0) return { ok: false, reason: `flatc failed:\n${describeFailure(result)}` };
  renameSync(partial, dir);
  return { ok: true, dir };
}

/**
 * The headers that most sources include, compiled once.
 *
 * @param {object} options
 * @param {string} options.buildDir
 * @param {string} options.compiler
 * @param {readonly string[]} options.flags the same ones as for the sources, or it is not used
 * @param {string} options.hash of all that goes into it
 * @param {AbortSignal | undefined} [options.signal]
 * @returns {Promise<{ ok: true, header: string } | { ok: false, reason: string }>} `header` is to be
 *   included first in every source
 */
export async function precompileHeaders({ buildDir, compiler, flags, hash, signal }) {
  const dir = join(buildDir, `pch-${hash}`);
  const header = join(dir, 'precompiled.hpp');
  mkdirSync(dir, { recursive: true });
  cpSync(join(compatDir, 'precompiled.hpp'), header);
  const output = `${header}.gch`;
  if (existsSync(output)) return { ok: true, header };
  const args = [...flags, '-x', 'c++-header', header];
  const job = { label: 'precompiled.hpp', output, args };
  const compiled = await compileAll(compiler, [job], { parallel: 1, signal, onDone: () => {} });
  return compiled.ok ? { ok: true, header } : compiled;
}
