import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort } from '../freePort.ts';

const startLimitMs = 30_000;

/** Where the server is, or in one line why there is none. */
export function findRedis(): { path: string } | { missing: string } {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const path = folders.map((folder) => join(folder, 'redis-server')).find(existsSync);
  return path ? { path } : { missing: 'Redis is not installed: apt-get install redis-server' };
}

export interface RedisServer {
  readonly url: string;
  /** Ends it without a word to its clients; it keeps nothing, and its address. */
  kill(): Promise<void>;
  /** Nothing happens where it runs. */
  start(): Promise<void>;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** Starts a Redis of its own on a free port, which keeps nothing. */
export async function startRedis({ path }: { path: string }): Promise<RedisServer> {
  const port = await freePort();
  let server: ChildProcess | undefined;
  const flags = { port, bind: '127.0.0.1', save: '', appendonly: 'no', daemonize: 'no' };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);

  const start = async (): Promise<void> => {
    if (server) return;
    const started = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    server = started;
    await untilReady(started);
  };
  const kill = async (): Promise<void> => {
    const running = server;
    server = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  };
  // A test run that is broken off must not leave a server behind.
  const killAtExit = (): void => void server?.kill('SIGKILL');
  process.on('exit', killAtExit);
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    async stop() {
      process.off('exit', killAtExit);
      await kill();
    },
  };
}

function untilReady(server: ChildProcess): Promise<void> {
  const { promise, resolve, reject }: PromiseWithResolvers<void> = Promise.withResolvers();
  let said = '';
  const fail = (why: string): void => reject(new Error(`Redis ${why}: ${said}`));
  const timer = setTimeout(() => fail('did not get ready'), startLimitMs);
  server.once('exit', () => fail('ended'));
  server.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-2_000);
    if (said.includes('Ready to accept connections')) resolve();
  });
  return promise.finally(() => clearTimeout(timer));
}
