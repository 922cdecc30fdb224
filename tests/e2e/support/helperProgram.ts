import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../client/helper/src/main.ts', import.meta.url));
const patienceMs = 15_000;

/** The desktop helper as a person started it in a terminal. */
export interface HelperProgram {
  /** Resolves as soon as it has said something like this. */
  said(words: string | RegExp): Promise<void>;
  answer(line: string): void;
  /** Resolves with the exit code. */
  ended(): Promise<number | null>;
  kill(): void;
}

/** @param words what stands behind the program's name */
export function startHelper(
  words: readonly string[],
  environment: Record<string, string>,
): HelperProgram {
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...process.env, WAYLAND_DISPLAY: undefined, LC_ALL: 'en_GB.UTF-8', ...environment },
    stdio: 'pipe',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      child.emit('said');
    });
  }
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return {
    async said(wanted) {
      const signal = AbortSignal.timeout(patienceMs);
      const has = (): boolean =>
        typeof wanted === 'string' ? output.includes(wanted) : wanted.test(output);
      while (!has()) {
        await once(child, 'said', { signal }).catch(() => {
          throw new Error(`the helper has not said ${String(wanted)}, but:\n${output}`);
        });
      }
    },
    answer: (line) => void child.stdin.write(`${line}\n`),
    ended: () => exit,
    kill: () => void child.kill('SIGKILL'),
  };
}
