import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoPassword } from '../../support/installation/testInstallation.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const startWithinMs = 20_000;

/** A server in a process of its own, so that what it uses can be told from everything else. */
export interface ServerProcess {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function start(
  file: string,
  args: (port: number) => string[],
  environment: (port: number) => Record<string, string>,
): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, file), ...args(port)], {
    env: { ...process.env, ...environment(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswering(url, child);
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + startWithinMs;
  while (Date.now() < giveUpAt && child.exitCode === null) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill();
  throw new Error(`${url} does not answer`);
}

export function startFloor(dist: string, workerBin: string): Promise<ServerProcess> {
  return start(
    'tests/bench/floor/floorServer.ts',
    (port) => [dist, String(port)],
    () => ({ MEDIASOUP_WORKER_BIN: workerBin }),
  );
}

export function startProduct(dataDir: string, workerBin: string): Promise<ServerProcess> {
  return start(
    'signaling-server/src/main.ts',
    () => [],
    (port) => ({
      PORT: String(port),
      SFU_PORT: '0',
      DATA_DIR: dataDir,
      DEMO: '1',
      DEMO_PASSWORD: demoPassword,
      LOG_LEVEL: 'warn',
      MEDIASOUP_WORKER_BIN: workerBin,
    }),
  );
}
