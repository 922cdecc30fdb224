import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findWorker } from './worker.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
export const sfuSecret = 'a secret of the test, long enough';

/** An SFU node as a process of its own; started again it keeps its address. */
export interface SfuProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything that it has printed. */
  readonly output: string;
  /** What `/readyz` says. */
  readiness(): Promise<{ status: string; rooms: number; draining: boolean; relay: string }>;
  kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void;
  /** Its exit code; `null` where a signal ended it. */
  ended(): Promise<number | null>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** @param environment settings over the test's own */
export async function startSfuProcess(
  environment: Record<string, string> = {},
): Promise<SfuProcess> {
  const worker = await findWorker();
  let child: ChildProcess;
  let ended: Promise<number | null>;
  let url = '';
  let output = '';

  const start = async (): Promise<void> => {
    const env = {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      SFU_CONTROL_PORT: url === '' ? '0' : new URL(url).port,
      SFU_PORT: '0',
      SFU_WORKERS: '1',
      SFU_SECRET: sfuSecret,
      LOG_LEVEL: 'debug',
      ...(worker.ok ? { MEDIASOUP_WORKER_BIN: worker.path } : {}),
      ...environment,
    };
    const started = spawn(process.execPath, ['sfu/src/main.ts'], { cwd: root, env });
    child = started;
    ended = new Promise((resolve) => started.once('close', resolve));
    let own = '';
    await new Promise<void>((resolve, reject) => {
      const listen = (chunk: Buffer): void => {
        own += chunk.toString();
        output += chunk.toString();
        url = /running at (wss?:\/\/\S+),/.exec(own)?.[1] ?? url;
        if (own.includes('running at')) resolve();
      };
      started.stdout.on('data', listen);
      started.stderr.on('data', listen);
      started.once('close', () => reject(new Error(`the SFU node did not start:\n${own}`)));
    });
  };

  await start();
  return {
    get url() {
      return url;
    },
    get pid() {
      return child.pid ?? 0;
    },
    get output() {
      return output;
    },
    readiness: async () => (await fetch(`${url.replace('ws', 'http')}/readyz`)).json() as never,
    kill: (signal) => void child.kill(signal),
    ended: () => ended,
    start,
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
