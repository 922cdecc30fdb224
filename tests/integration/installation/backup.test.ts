import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EndpointId, FileId, RecordingId } from '@beside/shared/domain/ids';
import type { Storage } from '@beside/signaling-server/ports';
import { restoreBackup } from '@beside/signaling-server/backup/restoreBackup';
import { writeBackup } from '@beside/signaling-server/backup/writeBackup';
import { openFiles } from '@beside/signaling-server/files/openFiles';
import { openSnapshot } from '@beside/signaling-server/storage/backup/snapshot';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres/startPostgres.ts';
import { startS3 } from '../../support/s3/startS3.ts';
import {
  buildMessage,
  createRequest,
  createTenant,
  newMessageId,
} from '../../contract/storage/builders.ts';

const programs = findPostgres();
const missing = 'missing' in programs ? ` (${programs.missing})` : '';
const passphrase = 'correct horse battery';
const command = fileURLToPath(
  new URL('../../../signaling-server/src/commands/backupCommand.ts', import.meta.url),
);

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'beside-backup-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

interface Place {
  databaseUrl: string | undefined;
  dataDir: string;
}
const open = ({ databaseUrl, dataDir }: Place): Promise<Storage> =>
  openStorage({ dataDir, ...(databaseUrl !== undefined && { databaseUrl }) });
const filesOf = (dataDir: string, s3Url?: string) =>
  openFiles({ dataDir, s3Url, clamdUrl: undefined });

function run(environment: Record<string, string>, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    env: { PATH: process.env['PATH'], ...environment },
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

const recordingId = '01980000-0000-7000-8000-00000000000a' as RecordingId;
const file = { id: 'f-1' as FileId, bytes: randomBytes(200_000) };

/** A tenant with a conversation, a row of its audit log, and a file. */
async function fill(place: Place, s3Url?: string) {
  const storage = await open(place);
  const tenant = await createTenant(storage);
  const { request } = await createRequest(storage, tenant);
  const account = storage.forAccount(tenant.account.id);
  const files = await filesOf(place.dataDir, s3Url);
  await files.put(file.id, file.bytes.length, asStream(file.bytes));
  await files.pieces.write(recordingId, 'piece-0', file.bytes);
  files.close();
  await account.transaction(async (transaction) => {
    await transaction.append(request.id, buildMessage('Grüße, 😀 "and" \\ more'));
    const recording = {
      ...{ id: recordingId, requestId: request.id, by: tenant.users[0].id, key: 'sealed' },
      ...{ endpoint: 'page-1' as EndpointId, startedAt: 1, endedAt: null, until: 1 },
      ...{ pieces: 0, bytes: 0 },
    };
    await transaction.recordings.insert(recording);
    await transaction.recordings.addPiece(recording, {
      ...{ number: 0, from: 1, to: 2, bytes: file.bytes.length, hash: 'hash' },
      ...{ name: 'piece-0', events: null },
    });
    await transaction.insertFile({
      ...{ id: file.id, requestId: request.id, entryId: newMessageId(), name: 'a.bin' },
      ...{ maker: { party: 'customer', id: null }, size: file.bytes.length, state: 'stored' },
      ...{ reason: null, type: 'application/octet-stream', picture: null, createdAt: 5 },
    });
  });
  return { storage, account, accountId: tenant.account.id, requestId: request.id };
}

async function* asStream(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function back(path: string, place: Place, { s3Url = '', sealed = true } = {}): Promise<void> {
  const snapshot = await openSnapshot(place);
  const files = await filesOf(place.dataDir, s3Url === '' ? undefined : s3Url);
  const { bytes, pieces } = files;
  const seal = sealed ? passphrase : undefined;
  await writeBackup(path, { snapshot, bytes, pieces, secretKey: undefined, passphrase: seal });
  await snapshot.close();
  files.close();
}

async function put(path: string, place: Place, { force = false, s3Url = '' } = {}) {
  const files = await filesOf(place.dataDir, s3Url === '' ? undefined : s3Url);
  const restored = await restoreBackup({ ...place, path, passphrase, files, force });
  return { ...restored, files };
}

describe.skipIf(missing)(`backup and restore${missing}`, () => {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    if (!('missing' in programs)) server = await startPostgres(programs);
  }, 60_000);
  afterAll(() => server?.stop());

  const place = async (kind: string, name: string): Promise<Place> => ({
    databaseUrl: kind === 'postgres' ? await server?.createDatabase() : undefined,
    dataDir: join(directory, name),
  });

  test.each([
    ['sqlite', 'sqlite'],
    ['postgres', 'postgres'],
    ['sqlite', 'postgres'],
    ['postgres', 'sqlite'],
  ])(
    '[O6] made while people write, from %s to %s: one moment of it is restored',
    async (from, to) => {
      const source = await place(from, 'from');
      const { storage, account, accountId, requestId } = await fill(source);
      let writing = true;
      let acknowledged = 0;
      const writer = (async () => {
        while (writing) {
          const { seq } = await account.transaction((transaction) =>
            transaction.append(requestId, buildMessage()),
          );
          acknowledged = seq;
        }
      })();
      await expect.poll(() => acknowledged).toBeGreaterThan(20);
      const before = acknowledged;
      const path = join(directory, 'backup');
      await back(path, source);
      const after = acknowledged;
      await expect.poll(() => acknowledged).toBeGreaterThan(after);
      writing = false;
      await writer;
      await storage.close();

      const target = await place(to, 'to');
      const { files } = await put(path, target);
      const restored = await open(target);
      const seqs = (await restored.forAccount(accountId).entriesAfter(requestId, 0, 100_000)).map(
        ({ seq }) => seq,
      );
      expect(seqs).toEqual(seqs.map((_, at) => at + 1));
      expect(seqs.length).toBeGreaterThanOrEqual(before);
      expect(seqs.length).toBeLessThan(acknowledged);
      const request = (await restored.forAccount(accountId).request(requestId))?.request;
      expect(request?.lastSeq).toBe(seqs.length);
      const [first] = await restored.forAccount(accountId).entriesAfter(requestId, 0, 1);
      expect(first).toMatchObject({ text: 'Grüße, 😀 "and" \\ more' });
      const chunks: Uint8Array[] = [];
      for await (const chunk of await files.bytes.read(file.id)) chunks.push(chunk as Uint8Array);
      expect(Buffer.concat(chunks).equals(file.bytes)).toBe(true);
      const piece = await files.pieces.read(recordingId, 'piece-0');
      expect(piece.equals(file.bytes)).toBe(true);
      // It is written to as before: nothing of the schema is missing.
      const next = await restored
        .forAccount(accountId)
        .transaction((transaction) => transaction.append(requestId, buildMessage()));
      expect(next.seq).toBe(seqs.length + 1);
      // What reports are read from is not in it, and made anew.
      const { reports } = restored.forAccount(accountId);
      const now = Date.now();
      const scope = { filter: { from: 0, to: now }, companies: 'all' as const };
      for (const made of [false, true]) {
        expect((await reports.totals(scope)).sessions).toBe(1);
        const days = await restored.reportSums.changed(now, now, 10);
        expect(days.length).toBe(made ? 0 : 1);
        for (const day of days) expect(await restored.reportSums.make(day, now)).toBe(true);
      }
      await restored.close();
    },
  );

  test('[O6] a PostgreSQL that holds something is replaced only by force, and never under a node', async () => {
    const source = await place('sqlite', 'from');
    const { storage, accountId, requestId } = await fill(source);
    await storage.close();
    const path = join(directory, 'backup');
    await back(path, source);
    const target = await place('postgres', 'to');
    const other = await open(target);
    const tenant = await createTenant(other);
    await expect(put(path, target)).rejects.toThrow(/holds an installation: --force/);
    await other.pages.renewNode('node-1', Date.now(), Date.now() + 60_000);
    await expect(put(path, target, { force: true })).rejects.toThrow(/A node of Beside runs/);
    await other.pages.endNode('node-1');
    await other.close();
    await put(path, target, { force: true });
    const restored = await open(target);
    expect((await restored.directory.accounts()).map(({ id }) => id)).toEqual([accountId]);
    expect(tenant.account.id).not.toBe(accountId);
    expect(await restored.forAccount(accountId).request(requestId)).toBeDefined();
    await restored.close();
  });
});

test('[O6] what is damaged, cut off or sealed otherwise is refused before anything is touched', async () => {
  const source = { databaseUrl: undefined, dataDir: join(directory, 'from') };
  const { storage } = await fill(source);
  await storage.close();
  const path = join(directory, 'backup');
  await back(path, source);
  const whole = readFileSync(path);
  const plain = join(directory, 'plain');
  await back(plain, source, { sealed: false });
  const clear = readFileSync(plain);
  const target = { databaseUrl: undefined, dataDir: join(directory, 'to') };
  const files = await filesOf(target.dataDir);
  const flipped = (content: Buffer, fromEnd: number): Buffer => {
    const copy = Buffer.from(content);
    const at = copy.length - fromEnd;
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  for (const [content, words, sentence] of [
    [whole, undefined, /is sealed: set BACKUP_PASSPHRASE/],
    [whole, 'another passphrase', /cannot be opened/],
    [flipped(whole, 3_000), passphrase, /cannot be opened/],
    [whole.subarray(0, whole.length - 40), passphrase, /damaged or not whole/],
    [flipped(clear, 90_000), undefined, /damaged or not whole/],
    [clear.subarray(0, clear.length / 2), undefined, /damaged or not whole/],
    [Buffer.from('hello'), undefined, /damaged or not whole/],
  ] as const) {
    const bad = join(directory, 'bad');
    writeFileSync(bad, content);
    const restoring = restoreBackup({
      ...{ ...target, path: bad, passphrase: words, files, force: false },
    });
    await expect(restoring).rejects.toThrow(sentence);
  }
  expect(existsSync(join(target.dataDir, 'beside.sqlite'))).toBe(false);
  expect(readdirSync(join(target.dataDir, 'files'))).toEqual([]);
});

test('[O6] the commands: nothing is overwritten unasked, and not under a running server', async () => {
  const source = { databaseUrl: undefined, dataDir: join(directory, 'from') };
  const { storage, accountId } = await fill(source);
  await storage.close();
  const path = join(directory, 'backup');
  const environment = { DATA_DIR: source.dataDir, BACKUP_PASSPHRASE: passphrase };
  const made = run(environment, 'backup', path);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  expect(made.stdout).toMatch(/^Written to .*backup: \d+ rows, 2 files/);
  expect(run(environment, 'backup', path).stderr).toMatch(/is there already/);
  const running = await openStorage({ dataDir: source.dataDir, exclusive: true });
  const under = run(environment, 'restore', path, '--force');
  expect(under).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/Another process of Beside/),
  });
  await running.close();
  await expect(put(path, source)).rejects.toThrow(/holds an installation: --force/);
  expect(run(environment, 'restore', path, '--force')).toMatchObject({ status: 0, stderr: '' });
  const names = readdirSync(source.dataDir);
  expect(names.some((name) => name.startsWith('beside.sqlite.replaced-'))).toBe(true);
  const restored = await openStorage({ dataDir: source.dataDir });
  expect((await restored.directory.accounts()).map(({ id }) => id)).toEqual([accountId]);
  await restored.close();
});

test('[O6] files of an object store come back, and can be deleted for good', async () => {
  const store = await startS3();
  const source = { databaseUrl: undefined, dataDir: join(directory, 'from') };
  const { storage } = await fill(source, store.url);
  await storage.close();
  const path = join(directory, 'backup');
  await back(path, source, { s3Url: store.url });
  const first = await filesOf(source.dataDir, store.url);
  await first.bytes.remove(file.id);
  await first.pieces.removeAll(recordingId);
  first.close();
  expect(await store.objects()).toEqual([]);
  const target = { databaseUrl: undefined, dataDir: join(directory, 'to') };
  const { files } = await put(path, target, { s3Url: store.url });
  expect(await files.bytes.isWhole(file.id, file.bytes.length)).toBe(true);
  expect((await files.pieces.read(recordingId, 'piece-0')).equals(file.bytes)).toBe(true);
  await files.pieces.removeAll(recordingId);
  await files.bytes.remove(file.id);
  expect(await store.objects()).toEqual([]);
  files.close();
  await store.stop();
});
