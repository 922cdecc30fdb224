import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The EICAR test file, in two halves: no scanner shall find it in this one. */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

export function findClamd(): string | undefined {
  return [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']
    .map((folder) => join(folder, 'clamd'))
    .find((path) => existsSync(path));
}

export interface Clamd {
  /** As `CLAMD_URL` takes it. */
  url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and removes what it had. */
  dispose(): Promise<void>;
}

/** A clamd of its own, on a socket of its own, that knows one virus; not started yet. */
export function createClamd(program: string): Clamd {
  const directory = mkdtempSync(join(tmpdir(), 'beside-clamd-'));
  chmodSync(directory, 0o755);
  const database = join(directory, 'database');
  mkdirSync(database);
  const hash = createHash('md5').update(eicar).digest('hex');
  writeFileSync(join(database, 'test.hdb'), `${hash}:${eicar.length}:Test.Eicar\n`);
  const socket = join(directory, 'clamd.sock');
  const config = join(directory, 'clamd.conf');
  const settings = {
    DatabaseDirectory: database,
    LocalSocket: socket,
    Foreground: 'yes',
    TemporaryDirectory: directory,
    StreamMaxLength: '2M',
  };
  writeFileSync(
    config,
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  );
  let running: { kill(): void; ended: Promise<unknown> } | undefined;

  const stop = async (): Promise<void> => {
    running?.kill();
    await running?.ended;
    running = undefined;
  };
  return {
    url: `unix:${socket}`,
    async start() {
      const child = spawn(program, ['--config-file', config], { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const killAtExit = (): void => void child.kill('SIGKILL');
      process.on('exit', killAtExit);
      running = {
        kill: () => {
          process.off('exit', killAtExit);
          child.kill('SIGKILL');
        },
        ended,
      };
      while (!(await answers(socket))) {
        if (child.exitCode !== null) throw new Error(`clamd ended with ${child.exitCode}`);
      }
    },
    stop,
    async dispose() {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => socket.write('zPING\0'));
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => setTimeout(() => resolve(false), 20));
  });
}
