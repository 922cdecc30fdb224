import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import { buildMessage, createRequest, createTenant } from './builders.ts';
import { fillDisk, smallDisk } from './smallDisk.ts';
import { recordingLog } from './suite.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'beside-storage-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Lets a process write for some time, kills it, and hands over what it said was stored. */
async function writeAndKill(dataDir: string, forMs: number) {
  const child = spawn(process.execPath, [script('writerProcess.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const ended = new Promise((resolve) => child.once('close', resolve));
  const writing = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (said.split('\n').length > 20) resolve();
    });
  });
  await writing;
  await new Promise((resolve) => setTimeout(resolve, forMs));
  child.kill('SIGKILL');
  await ended;
  const lines = said.split('\n').slice(0, -1);
  const accountId = lines[0]?.split(' ')[1] as AccountId;
  const acknowledged = new Map<RequestId, number>();
  for (const line of lines.slice(1)) {
    const [id, seq] = line.split(' ');
    acknowledged.set(id as RequestId, Number(seq));
  }
  return { accountId, acknowledged };
}

test('[C2] kill -9 while writing: everything that was acknowledged is there, in order', async () => {
  for (const forMs of [5, 60, 130, 250]) {
    const { accountId, acknowledged } = await writeAndKill(directory, forMs);
    const storage = await openStorage({ dataDir: directory });
    const account = storage.forAccount(accountId);
    expect(acknowledged.size).toBe(16);
    for (const [id, lastSeq] of acknowledged) {
      const seqs = (await account.entriesAfter(id, 0, 100_000)).map(({ seq }) => seq);
      expect(seqs.length).toBeGreaterThanOrEqual(lastSeq);
      expect(seqs).toEqual(seqs.map((_, at) => at + 1));
      expect((await account.request(id))?.request.lastSeq).toBe(seqs.length);
    }
    await storage.close();
  }
}, 30_000);

const disk = smallDisk();
test.skipIf('missing' in disk)(
  `[C2] a full disk: nothing is acknowledged that is not stored, and it goes on afterwards${
    'missing' in disk ? ` (${disk.missing})` : ''
  }`,
  async () => {
    if ('missing' in disk) return;
    const mounted = disk.mount(directory);
    const log = recordingLog();
    try {
      const dataDir = join(directory, 'data');
      const storage = await openStorage({ dataDir, log });
      const tenant = await createTenant(storage);
      const { request } = await createRequest(storage, tenant);
      const account = storage.forAccount(tenant.account.id);
      const text = 'x'.repeat(7_000);
      const append = () =>
        account.transaction((transaction) => transaction.append(request.id, buildMessage(text)));
      const free = fillDisk(directory);
      const outcomes = [];
      for (let round = 0; round < 20; round++) {
        outcomes.push(...(await Promise.allSettled(Array.from({ length: 10 }, append))));
      }
      const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(failures.length).toBeGreaterThan(0);
      for (const { reason } of failures) expect(reason).toMatchObject({ code: 'unavailable' });
      const acknowledged = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
      expect(await account.entriesAfter(request.id, 0, 1_000)).toHaveLength(acknowledged);
      free();
      await storage.probe();
      expect((await append()).seq).toBe(acknowledged + 1);
      await storage.close();
      const again = await openStorage({ dataDir });
      const stored = await again.forAccount(tenant.account.id).entriesAfter(request.id, 0, 1_000);
      expect(stored.map(({ seq }) => seq)).toEqual(
        Array.from({ length: acknowledged + 1 }, (_, at) => at + 1),
      );
      await again.close();
    } finally {
      mounted.unmount();
    }
  },
  20_000,
);

test('[O4] a thread that dies: what was under way is refused, and the next request starts another', async () => {
  const threads: Worker[] = [];
  const remember = (worker: Worker): void => void threads.push(worker);
  process.on('worker', remember);
  const log = recordingLog();
  const storage = await openStorage({ dataDir: directory, log });
  const tenant = await createTenant(storage);
  const { request } = await createRequest(storage, tenant);
  const account = storage.forAccount(tenant.account.id);
  for (const phase of ['while reading', 'with the floor']) {
    const broken = account.transaction(async (transaction) => {
      await transaction.append(request.id, buildMessage(phase));
      if (phase === 'with the floor') await transaction.lockRequest(request.id);
      await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
      await transaction.append(request.id, buildMessage(phase));
      await transaction.lockRequest(request.id);
    });
    const outcome = await Promise.allSettled([broken]);
    if (phase === 'with the floor') {
      expect(outcome).toMatchObject([{ reason: { code: 'unavailable' } }]);
    }
    await storage.probe();
  }
  expect(log.lines).toContain('the writing thread of the database ended');
  const seqs = (await account.entriesAfter(request.id, 0, 10)).map(({ seq }) => seq);
  expect(seqs).toEqual([1, 2]);
  const writing = Promise.allSettled(
    Array.from({ length: 10 }, () =>
      account.transaction((transaction) => transaction.append(request.id, buildMessage())),
    ),
  );
  await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
  const acknowledged = (await writing).flatMap((outcome) =>
    outcome.status === 'fulfilled' ? [outcome.value.seq] : [],
  );
  const stored = (await account.entriesAfter(request.id, 0, 100)).map(({ seq }) => seq);
  expect(stored).toEqual(expect.arrayContaining(acknowledged));
  await storage.close();
  process.off('worker', remember);
});

test('[O4] after close() no thread and no handle keeps the process', async () => {
  const child = spawn(process.execPath, [script('closingProcess.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, said }).toEqual({ code: 0, said: 'closed\n' });
});

test('[O1] the data are readable by their owner alone', async () => {
  const dataDir = join(directory, 'deep', 'data');
  const storage = await openStorage({ dataDir });
  await createTenant(storage);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  for (const file of ['beside.sqlite', 'beside.sqlite-wal']) {
    expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
  }
  await storage.close();
});

test('[O2] a file that is no database is refused with a sentence that says so', async () => {
  writeFileSync(join(directory, 'beside.sqlite'), 'This is a letter, not a database. '.repeat(99));
  await expect(openStorage({ dataDir: directory })).rejects.toThrow(/is not a database of Beside/);
});

test('[O2] a directory that cannot be written is refused with a sentence that says so', async () => {
  writeFileSync(join(directory, 'file'), '');
  const inFile = openStorage({ dataDir: join(directory, 'file', 'data') });
  await expect(inFile).rejects.toThrow(/^The data directory .* cannot be written .*DATA_DIR/);
  mkdirSync(join(directory, 'beside.sqlite'));
  const taken = openStorage({ dataDir: directory });
  await expect(taken).rejects.toThrow(/^The data directory .* cannot be written .*DATA_DIR/);
});
