import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compileAll } from './compile.mjs';
import { findMediasoup } from './inputs.mjs';
import { acquireLock } from './lock.mjs';
import { listSources } from './meson.mjs';
import { applyPatches, patches } from './patches.mjs';
import { provideWorker } from './provide.mjs';
import { verifyWorker } from './verify.mjs';

type Options = Parameters<typeof provideWorker>[0];
type Steps = NonNullable<Options['steps']>;

let dir: string;
let lines: string[];
let builds: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'beside-provide-'));
  lines = [];
  builds = 0;
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** What a worker does that nobody gave a mediasoup version: it exits with 41. */
function writeFakeWorker(path: string) {
  writeFileSync(path, '#!/bin/sh\nexit 41\n', { mode: 0o755 });
  return path;
}

const fakes: Steps = {
  inspectToolchain: async () => ({ compiler: 'g++', versions: { compiler: '1' }, missing: [] }),
  downloadWorker: async () => ({ ok: false, reason: 'no network in this test' }),
  buildWorker: async () => {
    builds += 1;
    return { ok: true, path: writeFakeWorker(join(dir, 'just-built')) };
  },
  verifyWorker: async () => ({ ok: true, selfTest: 'full', message: 'self-test passed' }),
};

function provide(steps: Steps = {}, options: Partial<Options> = {}) {
  return provideWorker({
    log: (line) => lines.push(line),
    env: {},
    cacheRoot: join(dir, 'cache'),
    steps: { ...fakes, ...steps },
    ...options,
  });
}

describe('a given worker', () => {
  test('[O1] one that does not exist is an error, and no other one is taken instead', async () => {
    const path = join(dir, 'nowhere');
    const result = await provide({}, { env: { MEDIASOUP_WORKER_BIN: path } });
    expect(result).toMatchObject({
      ok: false,
      reason: `MEDIASOUP_WORKER_BIN does not exist: ${path}`,
    });
    expect(builds).toBe(0);
  });

  test('[O1] one that may not be executed is an error', async () => {
    const path = join(dir, 'text');
    writeFileSync(path, 'x', { mode: 0o644 });
    const result = await provide({}, { env: { MEDIASOUP_WORKER_BIN: path } });
    expect(result).toMatchObject({
      ok: false,
      reason: expect.stringContaining('is not executable'),
    });
  });

  test('[O1] one that passes its self-test is taken as it is, past the cache', async () => {
    const path = writeFakeWorker(join(dir, 'given'));
    const result = await provide({}, { env: { MEDIASOUP_WORKER_BIN: path } });
    expect(result).toEqual({ ok: true, path, source: 'given', selfTest: 'full' });
    expect(existsSync(join(dir, 'cache'))).toBe(false);
  });
});

describe('the cache', () => {
  test('[O1] a built worker is found by the next set-up, which builds nothing', async () => {
    const first = await provide();
    const second = await provide();
    expect([first, second]).toMatchObject([
      { ok: true, source: 'built' },
      { ok: true, source: 'cached' },
    ]);
    expect(builds).toBe(1);
  });

  test('[O1] its record tells what was tested', async () => {
    const { version } = findMediasoup();
    const record = JSON.parse(
      readFileSync(join(await builtDir(), 'mediasoup-worker.json'), 'utf8'),
    );
    expect(record).toMatchObject({ version, source: 'built', selfTest: 'full' });
    expect(record.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('[O1] other build inputs make another worker', async () => {
    await provide();
    const upgraded = { compiler: 'g++', versions: { compiler: '2' }, missing: [] };
    expect(await provide({ inspectToolchain: async () => upgraded })).toMatchObject({
      source: 'built',
    });
    expect(builds).toBe(2);
  });

  const damages: Array<[string, (entry: string) => void]> = [
    ['an empty binary', (entry) => writeFileSync(join(entry, 'mediasoup-worker'), '')],
    ['a missing binary', (entry) => rmSync(join(entry, 'mediasoup-worker'))],
    ['a changed binary', (entry) => writeFileSync(join(entry, 'mediasoup-worker'), 'other')],
    ['a missing record', (entry) => rmSync(join(entry, 'mediasoup-worker.json'))],
    ['a broken record', (entry) => writeFileSync(join(entry, 'mediasoup-worker.json'), '{')],
  ];
  test.each(damages)('[O1] %s is noticed, said, and built anew', async (_, damage) => {
    damage(await builtDir());
    const result = await provide();
    expect(result).toMatchObject({ ok: true, source: 'built' });
    expect(lines.join('\n')).toContain('not using the cached worker');
    expect(await provide()).toMatchObject({ ok: true, source: 'cached' });
  });

  test('[O1] a worker that fails its self-test is not kept', async () => {
    const result = await provide({ verifyWorker: async () => ({ ok: false, reason: 'SIGSEGV' }) });
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('SIGSEGV') });
    expect(readdirSync(join(dir, 'cache'))).toEqual([]);
  });

  async function builtDir() {
    const result = await provide();
    if (!result.ok) throw new Error(result.reason);
    return dirname(result.path);
  }
});

describe('the download', () => {
  test("[O1] mediasoup's prebuilt worker is unpacked, tested and kept", async () => {
    const content = readFileSync(writeFakeWorker(join(dir, 'original')));
    await serve(gzipSync(tarOf('mediasoup-worker', content)), async (base) => {
      const env = { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: base };
      const { downloadWorker: _, ...others } = fakes;
      const options = { env, cacheRoot: join(dir, 'cache'), steps: others, log: () => {} };
      const result = await provideWorker(options);
      if (!result.ok) throw new Error(result.reason);
      expect(result.source).toBe('downloaded');
      expect(readFileSync(result.path)).toEqual(content);
      expect(await provideWorker(options)).toMatchObject({ source: 'cached' });
    });
    expect(builds).toBe(0);
  });

  test('[O1] one that does not work here is followed by a build', async () => {
    const downloadWorker = async () => ({
      ok: true as const,
      path: writeFakeWorker(join(dir, 'downloaded')),
    });
    const verify: Steps['verifyWorker'] = async (path) =>
      path.endsWith('downloaded')
        ? { ok: false, reason: 'too old a libc' }
        : { ok: true, selfTest: 'full', message: '' };
    const result = await provide({ downloadWorker, verifyWorker: verify });
    expect(result).toMatchObject({ ok: true, source: 'built' });
  });

  async function serve(body: Buffer, use: (base: string) => Promise<void>) {
    const server = createServer((_, response) => response.end(body));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }

  function tarOf(name: string, content: Buffer) {
    const header = Buffer.alloc(512);
    header.write(name);
    header.write(content.length.toString(8).padStart(11, '0'), 124);
    header.write('0', 156);
    const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
    return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
  }
});

describe('missing Debian packages', () => {
  const incomplete = { compiler: 'g++', versions: {}, missing: ['g++', 'libuv1-dev'] };
  const debian: Steps = { isDebian: () => true, isRoot: () => true };

  test('[O1] without leave to install, the hint is the exact command', async () => {
    const result = await provide({ ...debian, inspectToolchain: async () => incomplete });
    expect(result).toMatchObject({
      ok: false,
      hint: expect.stringMatching(/apt-get install -y --no-install-recommends g\+\+ libuv1-dev$/),
    });
    expect(builds).toBe(0);
  });

  test('[O1] with leave and as root they are installed, then it is built', async () => {
    const installed: string[] = [];
    let complete = false;
    const result = await provide(
      {
        ...debian,
        inspectToolchain: async () => ({
          ...incomplete,
          missing: complete ? [] : incomplete.missing,
        }),
        installPackages: async (packages) => {
          installed.push(...packages);
          complete = true;
          return { ok: true };
        },
      },
      { allowInstall: true },
    );
    expect(result).toMatchObject({ ok: true, source: 'built' });
    expect(installed).toEqual(incomplete.missing);
  });

  test('[O1] elsewhere than on Debian nothing is built without them', async () => {
    const steps: Steps = { isDebian: () => false, inspectToolchain: async () => incomplete };
    expect(await provide(steps, { allowInstall: true })).toMatchObject({ ok: false });
    expect(builds).toBe(0);
  });
});

describe('two at once', () => {
  test('[O1] the second set-up waits and takes what the first one built', async () => {
    const slow: Steps = {
      buildWorker: async (options) => {
        await new Promise((done) => setTimeout(done, 300));
        return fakes.buildWorker!(options);
      },
    };
    const results = await Promise.all([provide(slow), provide(slow)]);
    expect(results.map((result) => result.ok && result.source).sort()).toEqual(['built', 'cached']);
    expect(builds).toBe(1);
  });

  test('[O1] only one holds the lock at a time', async () => {
    const lock = join(dir, 'lock');
    let holders = 0;
    let most = 0;
    const hold = async () => {
      const release = await acquireLock(lock);
      most = Math.max(most, ++holders);
      await new Promise((done) => setTimeout(done, 10));
      holders -= 1;
      release();
    };
    await Promise.all([hold(), hold(), hold()]);
    expect(most).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  test('[O1] a lock whose process has gone is taken over', async () => {
    const lock = join(dir, 'lock');
    const release = await acquireLock(lock);
    const owner = JSON.parse(readFileSync(join(lock, 'owner.json'), 'utf8'));
    // Above the highest pid that Linux and macOS give out.
    writeFileSync(join(lock, 'owner.json'), JSON.stringify({ ...owner, pid: 2 ** 30 }));
    const releaseSecond = await acquireLock(lock, { signal: AbortSignal.timeout(2000) });
    releaseSecond();
    release();
    expect(existsSync(lock)).toBe(false);
  });

  test('[O1] waiting for the lock can be given up', async () => {
    const lock = join(dir, 'lock');
    const release = await acquireLock(lock);
    await expect(acquireLock(lock, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    release();
  });
});

describe('the build', () => {
  test("[O1] mediasoup's own lists name the sources, libwebrtc's estimation among them", () => {
    const workerDir = join(findMediasoup().dir, 'worker');
    const sources = listSources(workerDir);
    expect(sources).toContain('src/main.cpp');
    expect(sources).toContain('src/RTC/TransportCongestionControlClient.cpp');
    expect(sources.filter((source) => !existsSync(join(workerDir, source)))).toEqual([]);
    expect(new Set(sources).size).toBe(sources.length);
  });

  test.each(Object.keys(patches))(
    '[O1] the correction of %s fits the installed sources',
    (source) => {
      const text = readFileSync(join(findMediasoup().dir, 'worker', source), 'utf8');
      expect(applyPatches(source, text)).not.toBe(text);
    },
  );

  test('[O1] a correction that does not fit is an error', () => {
    expect(() => applyPatches('src/RTC/DtlsTransport.cpp', 'int main() {}')).toThrow(
      'exactly once',
    );
  });

  test("[O1] a failing compile ends the build with the compiler's message", async () => {
    const fails = ['-e', 'console.error("expected a semicolon"); process.exit(1)', '--'];
    const lasts = ['-e', 'setTimeout(() => {}, 60_000)', '--'];
    const jobs = [
      { label: 'bad.cpp', output: join(dir, 'bad.o'), args: fails },
      { label: 'slow.cpp', output: join(dir, 'slow.o'), args: lasts },
    ];
    const result = await compileAll(process.execPath, jobs, { parallel: 2, onDone: () => {} });
    expect(result).toEqual({
      ok: false,
      reason: 'bad.cpp does not compile:\nexpected a semicolon',
    });
  });
});

describe('the self-test', () => {
  test('[O1] the worker of this machine passes it', { timeout: 20_000 }, async () => {
    const unavailable: Steps['buildWorker'] = async () => ({
      ok: false,
      reason: 'run first: node sfu/worker/provide.mjs',
    });
    const result = await provideWorker({
      log: () => {},
      steps: { downloadWorker: fakes.downloadWorker!, buildWorker: unavailable },
    });
    if (!result.ok) throw new Error(result.reason);
    expect(await verifyWorker(result.path, { mediasoupDir: findMediasoup().dir })).toMatchObject({
      ok: true,
      selfTest: 'full',
    });
  });

  test('[O1] a program that is no worker fails it', { timeout: 20_000 }, async () => {
    const fake = join(dir, 'fake');
    writeFileSync(fake, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    expect(await verifyWorker(fake, { mediasoupDir: findMediasoup().dir })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('self-test failed during starting the worker'),
    });
  });
});
