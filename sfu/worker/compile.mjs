import { renameSync } from 'node:fs';
import os from 'node:os';
import { run } from './run.mjs';

/** A source including most of the worker needs this much at its peak; measured with g++ 12. */
const bytesPerCompiler = 500 * 2 ** 20;

/**
 * @typedef {object} CompileJob
 * @property {string} label what to show of it
 * @property {string} output the object file; it appears only when complete
 * @property {string[]} args everything but the output
 */

/** @returns {number} compilers at a time that this machine's cores and free memory bear */
export function parallelCompilers() {
  const bearable = Math.floor(os.freemem() / bytesPerCompiler);
  return Math.max(1, Math.min(os.availableParallelism(), bearable));
}

/**
 * Compiles until all is done, one fails, or `signal` aborts. Never rejects for a failing compile.
 *
 * @param {string} compiler
 * @param {readonly CompileJob[]} jobs the longest first, so that the last ones end together
 * @param {{ parallel: number, signal?: AbortSignal | undefined,
 *   onDone: (job: CompileJob, doneCount: number) => void }} options
 * @returns {Promise<{ ok: true } | { ok: false, reason: string }>}
 */
export async function compileAll(compiler, jobs, { parallel, signal, onDone }) {
  const queue = [...jobs];
  const failure = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
  /** @type {string | undefined} */
  let reason;
  let doneCount = 0;

  const worker = async () => {
    for (let job = queue.shift(); job && !stop.aborted; job = queue.shift()) {
      const partial = `${job.output}.partial`;
      const result = await run(compiler, [...job.args, '-o', partial], { signal: stop });
      if (result.code === 0) {
        renameSync(partial, job.output);
        onDone(job, ++doneCount);
      } else if (!stop.aborted) {
        reason = `${job.label} does not compile:\n${describeFailure(result)}`;
        failure.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));

  if (reason !== undefined) return { ok: false, reason };
  if (stop.aborted) return { ok: false, reason: 'interrupted; the next build goes on from here' };
  return { ok: true };
}

/** @param {import('./run.mjs').RunResult} result */
export function describeFailure(result) {
  if (result.killedBy)
    return `ended by ${result.killedBy} (out of memory?)\n${result.stderr}`.trim();
  return result.stderr.trim() || `exit code ${result.code}`;
}
