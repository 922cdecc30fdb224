import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serverEnvironment, serverFlags } from '../../support/installation/serverProcess.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A server of Beside as a process of its own, at one address for as long as it is started again. */
export interface NodeProcess {
  readonly port: number;
  readonly pid: number;
  /** Everything that it has printed. */
  readonly output: string;
  /** Resolves when it listens. */
  start(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Its exit code; `null` where a signal ended it. */
  ended(): Promise<number | null>;
  isReady(): Promise<boolean>;
}

/**
 * @param program below the project's root, with its arguments
 * @param environment all of it but PATH
 */
export function createNodeProcess(
  [program, ...args]: readonly [string, ...string[]],
  port: number,
  environment: Record<string, string>,
): NodeProcess {
  let child: ChildProcess | undefined;
  let ended: Promise<number | null> = Promise.resolve(null);
  let output = '';
  process.on('exit', () => child?.kill('SIGKILL'));

  return {
    port,
    get pid() {
      return child?.pid ?? 0;
    },
    get output() {
      return output;
    },
    async start() {
      // As `npm start` does: a start that compiles everything anew takes a second longer.
      const env = { PATH: process.env['PATH'], ...serverEnvironment, ...environment };
      const started = spawn(process.execPath, [...serverFlags, program, ...args], {
        cwd: root,
        env,
      });
      child = started;
      ended = new Promise((resolve) => started.once('close', resolve));
      let own = '';
      await new Promise<void>((resolve, reject) => {
        const listen = (chunk: Buffer): void => {
          output += chunk.toString();
          own += chunk.toString();
          if (own.includes('running at')) resolve();
        };
        started.stdout.on('data', listen);
        started.stderr.on('data', listen);
        started.once('close', () => reject(new Error(`${program} did not start:\n${own}`)));
      });
    },
    signal: (signal) => void child?.kill(signal),
    ended: () => ended,
    async isReady() {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      return answer?.ok === true;
    },
  };
}
