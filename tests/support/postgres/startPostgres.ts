import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../freePort.ts';
import { createDatabase } from './createDatabase.ts';
import type { PostgresPrograms } from './findPostgres.ts';

const startLimitMs = 30_000;

export interface PostgresServer {
  /** Of its own database. */
  readonly url: string;
  /** Makes an empty database. @returns its `postgres://` URL */
  createDatabase(): Promise<string>;
  /** Ends the server without a word to its clients, and starts it on the same data. */
  crashAndRestart(): Promise<void>;
  /** Stops the server and removes its data. Idempotent. */
  stop(): Promise<void>;
}

interface StartOptions {
  /** Off is faster, and loses data when the machine fails; what is measured needs it on. */
  fsync?: boolean;
  /** Where the data lie, and stay when the server stops; found there again by the next one. */
  keptIn?: string;
  sharedBuffers?: string;
}

/** Starts a PostgreSQL of its own, on a free port; without a place, its data are its own, too. */
export async function startPostgres(
  { binDir, runAs }: PostgresPrograms,
  { fsync = false, keptIn, sharedBuffers = '32MB' }: StartOptions = {},
): Promise<PostgresServer> {
  const directory = keptIn ?? mkdtempSync(join(tmpdir(), 'beside-postgres-'));
  mkdirSync(directory, { recursive: true });
  if (runAs) chownSync(directory, runAs.uid, runAs.gid);
  const dataDir = join(directory, 'data');
  const options = { ...runAs, cwd: directory };
  if (!existsSync(dataDir)) {
    await promisify(execFile)(
      join(binDir, 'initdb'),
      ['-D', dataDir, '-U', 'postgres', '-A', 'trust', '-N', '--encoding=UTF8', '--locale=C.UTF-8'],
      options,
    );
  }
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: directory,
    fsync: fsync ? 'on' : 'off',
    max_connections: 60,
    shared_buffers: sharedBuffers,
  };
  const start = async (): Promise<ChildProcess> => {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(join(binDir, 'postgres'), ['-D', dataDir, ...flags], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await untilReady(server);
    return server;
  };
  let server = await start();
  // A test run that is broken off must not leave a server behind.
  const killAtExit = (): void => void server.kill('SIGQUIT');
  process.on('exit', killAtExit);

  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let stopped: Promise<void> | undefined;
  return {
    url,
    createDatabase: () => createDatabase(url),
    async crashAndRestart() {
      await end(server, 'SIGQUIT');
      server = await start();
    },
    stop() {
      stopped ??= end(server, 'SIGINT').then(() => {
        process.off('exit', killAtExit);
        if (keptIn === undefined) rmSync(directory, { recursive: true, force: true });
      });
      return stopped;
    },
  };
}

function untilReady(server: ChildProcess): Promise<void> {
  const { promise, resolve, reject }: PromiseWithResolvers<void> = Promise.withResolvers();
  let said = '';
  const fail = (why: string): void => reject(new Error(`PostgreSQL ${why}: ${said}`));
  const timer = setTimeout(() => fail('did not get ready'), startLimitMs);
  server.on('exit', () => fail('ended'));
  server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-2_000);
    if (said.includes('ready to accept connections')) resolve();
  });
  return promise.finally(() => clearTimeout(timer));
}

async function end(server: ChildProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await ended;
}
