import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestInstallation } from '../../support/installation/testInstallation.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'beside-start-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Runs the server as a process until it ends, or until it says the words that are waited for. */
function serve(environment: Record<string, string>, until?: string) {
  const child = spawn(process.execPath, ['signaling-server/src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      SFU_PORT: '0',
      LOG_LEVEL: 'silent',
      DATA_DIR: dataDir,
      ...environment,
    },
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said = new Promise<void>((resolve) => {
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      if (until !== undefined && output.includes(until)) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
  });
  return {
    said,
    async stop() {
      child.kill('SIGTERM');
      return { code: await ended, output };
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async end() {
      return { code: await ended, output };
    },
    get output() {
      return output;
    },
  };
}

const urlIn = (output: string) => /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '';

test('[O1] the first start prints the demo passwords, the second does not', async () => {
  const first = serve({}, 'tech2@demo.test');
  await first.said;
  expect((await first.stop()).output).toMatch(/tech@demo\.test\s+\w{5}-\w{5}-\w{5}/);
  const second = serve({}, '/console');
  await second.said;
  const { code, output } = await second.stop();
  expect(code).toBe(0);
  expect(output).not.toContain('tech@demo.test');
});

test('[O1] in production there is no demo account, but a link that makes the first one', async () => {
  const server = serve({ NODE_ENV: 'production' }, '/console/set-up#');
  await server.said;
  const { output } = await server.stop();
  expect(output).not.toContain('demo');
  expect(output).toMatch(/http:\/\/127\.0\.0\.1:\d+\/console\/set-up#[\w-]{43}\n/);
});

test.each([
  [{ PORT: 'eighty' }, 'PORT'],
  [{ REDIS_URL: 'redis://localhost' }, 'DATABASE_URL'],
])('[O2] %o is refused at start, by its name', async (environment, name) => {
  const { code, output } = await serve(environment).end();
  expect(code).toBe(78);
  expect(output).toContain(name);
});

test('[O1] a port that is taken is said in one sentence', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, output } = await serve({ PORT: String(port) }).end();
  other.close();
  expect(code).toBe(1);
  expect(output.trim()).toBe(`Port ${port} on 127.0.0.1 is taken: stop what uses it, or set PORT.`);
});

test('[G1] a second process on one embedded database is refused; after a kill -9 the next one starts', async () => {
  const first = serve({}, '/console');
  await first.said;
  const { code, output } = await serve({}).end();
  expect(code).toBe(1);
  expect(output).toContain(`Another process of Beside uses ${join(dataDir, 'beside.sqlite')}`);
  expect((await fetch(`${urlIn(first.output)}/readyz`)).status).toBe(200);
  await first.kill();
  const next = serve({}, '/console');
  await next.said;
  expect((await next.stop()).code).toBe(0);
});

test('[O1] without a worker everything runs but the relay, and everybody is told', async () => {
  const server = serve({}, 'NO RELAY');
  await server.said;
  const url = urlIn(server.output);
  const ready = await fetch(`${url}/readyz`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ status: 'degraded', database: 'ok' });
  expect((await fetch(`${url}/api/v1/portals/demo`)).status).toBe(200);
  await server.stop();
});

test('[O1] a worker that cannot run is no reason to fall over', async () => {
  const installation = await startTestInstallation({ MEDIASOUP_WORKER_BIN: '/bin/false' });
  const ready = (await (await fetch(`${installation.url}/readyz`)).json()) as { relay: string };
  expect(ready.relay).not.toBe('ok');
  await installation.close();
});

test('[O4] SIGTERM tells the pages and ends with 0, and nothing is left running', async () => {
  const server = serve({}, '/console');
  await server.said;
  const startedAt = performance.now();
  expect((await server.stop()).code).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
