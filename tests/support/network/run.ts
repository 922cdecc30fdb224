import { spawnSync } from 'node:child_process';
import { CommandError } from './errors.ts';

type RunResult =
  { readonly ok: true; readonly stdout: string } | { readonly ok: false; readonly stderr: string };

// A call takes milliseconds; one that hangs must not hold the exit of the test process.
const runTimeoutMs = 10_000;

/** Runs a command and says how it ended; never throws. `input` goes to its standard input. */
export function tryRun(file: string, args: readonly string[], input = ''): RunResult {
  const result = spawnSync(file, args, { input, encoding: 'utf8', timeout: runTimeoutMs });
  if (result.error) return { ok: false, stderr: result.error.message };
  if (result.status === 0) return { ok: true, stdout: result.stdout };
  return { ok: false, stderr: result.stderr || `ended with ${result.status ?? result.signal}` };
}

/**
 * Runs a command and returns what it printed.
 * @throws CommandError when it cannot be started, ends with an error, or takes over 10 s.
 */
export function run(file: string, args: readonly string[], input = ''): string {
  const result = tryRun(file, args, input);
  if (!result.ok) throw new CommandError([file, ...args].join(' '), result.stderr);
  return result.stdout;
}

/** Runs lines of `ip` in one process, in the root namespace or in the one named. */
export function runIp(lines: readonly string[], namespace?: string): void {
  const inside = namespace === undefined ? [] : ['-n', namespace];
  run('ip', [...inside, '-batch', '-'], `${lines.join('\n')}\n`);
}
