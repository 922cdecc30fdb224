import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compileAll, describeFailure, parallelCompilers } from './compile.mjs';
import { generateMessages, precompileHeaders } from './generate.mjs';
import { compatDir, fixedFlags, hashFiles, shortHash } from './inputs.mjs';
import { listSources } from './meson.mjs';
import { applyPatches } from './patches.mjs';
import { run } from './run.mjs';
import { libraryFlags } from './toolchain.mjs';

/**
 * @typedef {object} BuildOptions
 * @property {string} workerDir mediasoup's worker folder; only read
 * @property {string} buildDir for object files; created, and left for the next build
 * @property {import('./toolchain.mjs').Toolchain} toolchain
 * @property {import('./log.mjs').Log} log
 * @property {boolean} everyFile tell of every file instead of every tenth part
 * @property {AbortSignal | undefined} [signal]
 */

/**
 * Builds mediasoup's worker from the sources in its npm package against this system's libraries.
 *
 * Every object file bears the hash of all that went into it and appears only when complete, so an
 * interrupted build goes on where it was, and nothing stale is ever linked.
 *
 * @param {BuildOptions} options
 * @returns {Promise<{ ok: true, path: string } | { ok: false, reason: string }>}
 */
export async function buildWorker(options) {
  const { workerDir, buildDir, toolchain, signal } = options;
  const { compiler } = toolchain;
  mkdirSync(join(buildDir, 'obj'), { recursive: true });
  const fixed = fixedFlags();
  const libraries = await libraryFlags();

  const generated = await generateMessages(options);
  if (!generated.ok) return generated;
  const own = ['include', 'fbs', 'deps/libwebrtc', 'deps/libwebrtc/libwebrtc'];
  const includeDirs = [compatDir, generated.dir, ...own.map((dir) => join(workerDir, dir))];
  const includes = includeDirs.map((dir) => `-I${dir}`);
  const flags = [...fixed.compile, ...includes, ...libraries.compile];

  // Without the include paths: where the clone lies changes no object file.
  const hash = shortHash(
    fixed.compile,
    libraries.compile,
    toolchain.versions,
    hashFiles(compatDir, /\.(h|hpp)$/),
    hashFiles(workerDir, /\.(h|hpp|fbs)$/),
  );
  const precompiled = await precompileHeaders({ buildDir, compiler, flags, hash, signal });
  if (!precompiled.ok) return precompiled;

  const jobs = listJobs(workerDir, buildDir, [...flags, '-include', precompiled.header], hash);
  const compiled = await compileMissing(jobs, options);
  if (!compiled.ok) return compiled;

  const path = join(buildDir, 'mediasoup-worker');
  const objects = jobs.map((job) => job.output);
  const link = [...objects, '-o', path, ...libraries.link, ...fixed.link];
  const linked = await run(compiler, link, { signal });
  if (linked.code === 0) return { ok: true, path };
  return { ok: false, reason: `linking failed:\n${describeFailure(linked)}` };
}

/**
 * @param {string} workerDir
 * @param {string} buildDir
 * @param {readonly string[]} flags
 * @param {string} hash of everything but the source itself
 * @returns {Array<import('./compile.mjs').CompileJob & { size: number }>} one for each source
 */
function listJobs(workerDir, buildDir, flags, hash) {
  return listSources(workerDir).map((source) => {
    const original = readFileSync(join(workerDir, source), 'utf8');
    const text = applyPatches(source, original);
    let file = join(workerDir, source);
    if (text !== original) {
      file = join(buildDir, basename(source));
      writeFileSync(file, text);
    }
    const name = `${source.replaceAll('/', '_')}.${shortHash(hash, text)}.o`;
    return {
      label: source,
      output: join(buildDir, 'obj', name),
      args: [...flags, '-c', file],
      size: text.length,
    };
  });
}

/**
 * @param {ReturnType<typeof listJobs>} jobs
 * @param {BuildOptions} options
 */
function compileMissing(jobs, { toolchain, log, everyFile, signal }) {
  const todo = jobs.filter((job) => !existsSync(job.output)).sort((a, b) => b.size - a.size);
  const parallel = parallelCompilers();
  const total = jobs.length;
  const before = total - todo.length;
  const earlier = before > 0 ? ` (${before} are there from an earlier build)` : '';
  log(`compiling mediasoup's worker: ${todo.length} files, ${parallel} at a time${earlier}`);

  let tenth = Math.floor((before * 10) / total);
  return compileAll(toolchain.compiler, todo, {
    parallel,
    signal,
    onDone: ({ label }, doneCount) => {
      const done = before + doneCount;
      const line = `[${String(done).padStart(String(total).length)}/${total}] ${label}`;
      const now = Math.floor((done * 10) / total);
      if (everyFile) log(line, { transient: done < total });
      else if (now > tenth) log(`${line} (${now * 10} %)`);
      tenth = now;
    },
  });
}
