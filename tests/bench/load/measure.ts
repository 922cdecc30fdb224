import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { usageOf } from '../../support/processes.ts';
import type { Delays, Order, Sending } from './crowd.ts';
import type { Seat } from './seats.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const crowd = fileURLToPath(new URL('crowd.ts', import.meta.url));

/** A server under load. */
export interface Target {
  readonly url: string;
  readonly pid: number;
  close(): Promise<void>;
}

export interface Load extends Delays {
  /** Processor time of the servers for one message, in microseconds. */
  cpuUs: number;
  /** Resident memory after the start, and with all sockets there and idle, of all servers. */
  startMiB: number;
  idleMiB: number;
  loadedMiB: number;
  idleKiBEach: number;
  connectMs: number;
}

const mib = 1024 * 1024;
const restMs = 3_000;
/** By then V8's threads have compiled what runs often: they cost a tenth of the processor until then. */
const warmUpMs = 10_000;

export async function startTarget(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Target> {
  const env = { PATH: process.env['PATH'], ...environment };
  const child = spawn(process.execPath, args, { cwd: root, env });
  const ended = once(child, 'exit');
  process.once('exit', () => child.kill('SIGKILL'));
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-20_000);
      const found = /running at (http:\/\/\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => reject(new Error(`it did not start:\n${said}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Connects everybody, rests, sends, and says what it cost. */
export async function measure(
  targets: readonly Target[],
  seats: Seat[],
  sending: Sending,
): Promise<Load> {
  const usage = (): { cpuS: number; memoryBytes: number } => {
    const all = targets.map(({ pid }) => usageOf(pid));
    return {
      cpuS: all.reduce((sum, { cpuS }) => sum + cpuS, 0),
      memoryBytes: all.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    };
  };
  const child = fork(crowd, { execArgv: ['--max-old-space-size=8192'] });
  const order = async (wanted: Order): Promise<Delays> => {
    child.send(wanted);
    const [answer] = (await once(child, 'message')) as [{ delays: Delays; failure?: string }];
    if (answer.failure !== undefined) throw new Error(answer.failure);
    return answer.delays;
  };
  try {
    await sleep(restMs);
    const start = usage();
    const from = performance.now();
    await order({ do: 'connect', urls: targets.map(({ url }) => url), seats });
    const connectMs = performance.now() - from;
    await sleep(restMs);
    const idle = usage();
    await order({ do: 'send', ...sending, forMs: warmUpMs });
    const before = usage();
    const delays = await order({ do: 'send', ...sending });
    const after = usage();
    return {
      ...delays,
      cpuUs: ((after.cpuS - before.cpuS) / delays.sent) * 1e6,
      startMiB: start.memoryBytes / mib,
      idleMiB: idle.memoryBytes / mib,
      loadedMiB: after.memoryBytes / mib,
      idleKiBEach: (idle.memoryBytes - start.memoryBytes) / 1024 / seats.length,
      connectMs,
    };
  } finally {
    child.kill('SIGKILL');
  }
}
