import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunResult
 * @property {number | null} code exit code; null when a signal ended it or it could not be started
 * @property {NodeJS.Signals | null} killedBy
 * @property {string} stdout
 * @property {string} stderr
 * @property {'ran' | 'missing' | 'timeout' | 'aborted'} end
 */

/**
 * Runs a program to its end. Never rejects.
 *
 * The program gets a process group of its own: ending only g++ would leave the compiler proper,
 * its child, at work.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeoutMs?: number, signal?: AbortSignal | undefined,
 *   stdio?: 'collect' | 'inherit' }} [options]
 * @returns {Promise<RunResult>}
 */
export function run(program, args, options = {}) {
  const { env = process.env, timeoutMs, signal, stdio = 'collect' } = options;
  return new Promise((resolve) => {
    /** @type {RunResult} */
    const result = { code: null, killedBy: null, stdout: '', stderr: '', end: 'ran' };
    if (signal?.aborted) return resolve({ ...result, end: 'aborted' });

    const output = stdio === 'inherit' ? 'inherit' : 'pipe';
    const child = spawn(program, args, {
      env,
      detached: process.platform !== 'win32',
      stdio: ['ignore', output, output],
      windowsHide: true,
    });
    child.stdout?.setEncoding('utf8').on('data', (text) => (result.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (result.stderr += text));

    /** @param {'timeout' | 'aborted'} end */
    const stop = (end) => {
      result.end = end;
      killGroup(child);
    };
    const onAbort = () => stop('aborted');
    const timer = timeoutMs === undefined ? undefined : setTimeout(stop, timeoutMs, 'timeout');
    signal?.addEventListener('abort', onAbort, { once: true });

    /** @param {Partial<RunResult>} last */
    const finish = (last) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve({ ...result, ...last });
    };
    child.once('error', (error) => finish({ end: 'missing', stderr: error.message }));
    child.once('close', (code, killedBy) => finish({ code, killedBy }));
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function killGroup(child) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself in the meantime.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<string | undefined>} what it printed, trimmed; undefined when it failed
 */
export async function outputOf(program, args) {
  const { code, stdout } = await run(program, args, { timeoutMs: 20_000 });
  return code === 0 ? stdout.trim() : undefined;
}
