import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { usageOf } from '../../support/processes.ts';
import { serverEnvironment, serverFlags } from '../../support/installation/serverProcess.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Far above what it is, 127 MiB, and below what it is with the compiler in it. */
const limitMiB = 180;

/** Says what is collected on demand, and at the end which of Node's modules and which packages were loaded. */
const watch = `
  import { registerHooks } from 'node:module';
  import { isMainThread } from 'node:worker_threads';
  const loaded = new Set();
  const { gc } = globalThis;
  globalThis.gc = (options) => {
    gc(options);
    console.log('collected');
  };
  registerHooks({
    load(url, context, next) {
      loaded.add(url);
      return next(url, context);
    },
  });
  if (isMainThread) {
    process.on('exit', () => console.log([...loaded, ...process.moduleLoadList].join('\\n')));
  }`;

test('[O1] an idle server keeps no compiler, and nothing of mails, pushes, uploads and providers', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'beside-memory-'));
  const environment = {
    ...{ ...serverEnvironment, NODE_COMPILE_CACHE: join(dataDir, 'compiled') },
    PATH: process.env['PATH'],
  };
  // As `npm start` does first.
  const compile = [...serverFlags, 'scripts/setup/loadServer.mjs'];
  await promisify(execFile)(process.execPath, compile, { cwd: root, env: environment });
  const preload = `data:text/javascript,${encodeURIComponent(watch)}`;
  const main = 'signaling-server/src/main.ts';
  const child = spawn(
    process.execPath,
    [...serverFlags, '--import', preload, main, '--role', 'signaling'],
    {
      cwd: root,
      env: {
        ...environment,
        ...{ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir },
        ...{ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'help@beside.test' },
      },
    },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await expect.poll(() => output, { timeout: 20_000 }).toContain('running at');
  await expect.poll(() => output, { timeout: 20_000 }).toContain('collected');
  const { memoryBytes } = usageOf(child.pid ?? 0);
  child.kill('SIGTERM');
  await once(child, 'close');
  await rm(dataDir, { recursive: true, force: true });
  expect(output).toContain('signaling-server/src/installation.ts');
  for (const name of [
    'node_modules/nodemailer',
    'node_modules/web-push',
    'node_modules/@tus',
    'node_modules/file-type',
    'node_modules/openid-client',
    'node_modules/@simplewebauthn',
    'node_modules/@aws-sdk',
    'node_modules/@opentelemetry/core',
    'node_modules/@opentelemetry/sdk-trace',
    'node_modules/pg/',
    'shared/src/i18n/de.ts',
    'internal/deps/amaro',
    'internal/deps/undici',
    'internal/http2',
  ]) {
    expect(output).not.toContain(name);
  }
  expect(memoryBytes / 1024 ** 2).toBeLessThan(limitMiB);
});
