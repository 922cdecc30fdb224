import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '@beside/shared/protocol/errors';
import { v7 as uuidV7 } from 'uuid';
import {
  enterAsCustomer,
  enterAsTechnician,
  openRequest,
  signIn,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { writeBehind } from '../../support/installation/writeBehind.ts';
import {
  ask,
  begin,
  headersOf,
  locationOf,
  newEntryId,
  nextFile,
  patch,
  sha256,
  tinyPng,
  upload,
} from '../../support/installation/upload.ts';

const mebibyte = 1024 * 1024;
const text = (size: number): Buffer => Buffer.from(randomBytes(size / 2).toString('hex'));

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

/** A customer and the technician who has joined. */
async function arrange() {
  const { url } = installation;
  const customer = await enterAsCustomer(url);
  const technician = await enterAsTechnician(url);
  const { requestId } = customer;
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  for (const page of [customer, technician])
    await page.request('request:follow', { requestId, afterSeq: 0 });
  return { url, customer, technician, requestId };
}

async function fetchFile(
  page: Awaited<ReturnType<typeof enterAsCustomer>> | Awaited<ReturnType<typeof enterAsTechnician>>,
  requestId: string,
  fileId: string,
): Promise<Response> {
  const link = await page.request('file:link', {
    requestId: requestId,
    fileId: fileId,
  });
  return fetch(`${installation.url}${link.url}`);
}

const errorOf = async (response: Response) =>
  JSON.parse(await response.text()) as Extract<Reply<never>, { ok: false }>;

describe('[F1] files go both ways', () => {
  test('[F1] what a customer sends stands in the chat, and the technician has the same bytes', async () => {
    const { url, customer, technician, requestId } = await arrange();
    const bytes = text(300_000);
    const told = nextFile(technician);
    const id = await upload(url, customer, requestId, '../Grüße?.TXT', bytes);
    const entry = await told;
    expect(entry).toMatchObject({
      id,
      from: { party: 'customer', name: 'Carla Customer' },
      file: { name: 'Grüße_.TXT', size: bytes.length, type: 'text/plain', picture: null },
    });
    const response = await fetchFile(technician, requestId, entry.file.id);
    expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(sha256(bytes));
    expect(await customer.request('file:state', { requestId, id })).toEqual({
      state: 'stored',
      reason: null,
    });
  });

  test('[F1] what a technician sends reaches the customer, a picture with its size', async () => {
    const { url, customer, technician, requestId } = await arrange();
    const told = nextFile(customer);
    await upload(url, technician, requestId, 'dot.png', tinyPng);
    const { from, file } = await told;
    expect(from).toMatchObject({ party: 'technician', name: 'Toni Technician' });
    expect(file).toMatchObject({ type: 'image/png', picture: { width: 1, height: 1 } });
    const response = await fetchFile(customer, requestId, file.id);
    expect(Buffer.from(await response.arrayBuffer()).equals(tinyPng)).toBe(true);
  });

  test('[F1] after a cut it goes on where it was, and comes whole', async () => {
    const { url, customer, technician, requestId } = await arrange();
    const bytes = text(3 * mebibyte);
    const begun = await begin(url, customer, {
      ...{ requestId, id: newEntryId(), name: 'big.log', size: bytes.length },
    });
    const location = locationOf(begun);
    const cut = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes.subarray(0, mebibyte));
      },
      pull(controller) {
        controller.error(new Error('the cable was pulled'));
      },
    });
    await patch(url, location, customer, cut).catch(() => undefined);
    const head = await ask(url, location, customer, 'HEAD');
    const offset = Number(head.headers.get('upload-offset'));
    expect(offset).toBeLessThan(bytes.length);
    const told = nextFile(technician);
    await patch(url, location, customer, bytes.subarray(offset), offset);
    const { file } = await told;
    const response = await fetchFile(technician, requestId, file.id);
    expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(sha256(bytes));
  });

  test('[F1] after a restart of the server it goes on where it was, and comes whole', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'beside-files-'));
    const first = await startTestInstallation({ DATA_DIR: dataDir });
    const customer = await openRequest(first.url);
    const { requestId } = customer;
    const bytes = text(2 * mebibyte);
    const begun = await begin(first.url, customer, {
      ...{ requestId, id: newEntryId(), name: 'big.log', size: bytes.length },
    });
    const location = locationOf(begun);
    await patch(first.url, location, customer, bytes.subarray(0, mebibyte));
    await first.close();
    const second = await startTestInstallation({ DATA_DIR: dataDir });
    try {
      const head = await ask(second.url, location, customer, 'HEAD');
      expect(head.headers.get('upload-offset')).toBe(String(mebibyte));
      const page = await enterAsTechnician(second.url);
      await page.request('request:follow', { requestId, afterSeq: 0 });
      const told = nextFile(page);
      await patch(second.url, location, customer, bytes.subarray(mebibyte), mebibyte);
      const { file } = await told;
      const link = await page.request('file:link', { requestId, fileId: file.id });
      const response = await fetch(`${second.url}${link.url}`);
      expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(sha256(bytes));
    } finally {
      await second.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});

describe('[F2] what is refused says why', () => {
  test.each([
    ['of a type that is not allowed', 'setup.exe', 10, 415, 'file-type'],
    ['that is empty', 'empty.txt', 0, 400, 'file-empty'],
    ['that is too large', 'film.zip', 51 * mebibyte, 413, 'too-large'],
  ])('[F2] a file %s, before a byte of it was sent', async (_what, name, size, status, reason) => {
    const { requestId, ...customer } = await openRequest(installation.url);
    const response = await begin(installation.url, customer, {
      ...{ requestId, id: newEntryId(), name, size },
    });
    expect(response.status).toBe(status);
    expect((await errorOf(response)).error).toMatchObject({ code: 'bad-request', reason });
  });

  test('[F2] a file that is not what its name says, after it was looked at; nothing of it is kept', async () => {
    const { url, customer, technician, requestId } = await arrange();
    const refused = technician.next('file:refused');
    const heard: unknown[] = [];
    customer.socket.on('file:refused', (message) => heard.push(message));
    const id = await upload(url, technician, requestId, 'photo.png', Buffer.from('MZ not a photo'));
    expect(await refused).toEqual({ requestId, id, reason: 'file-mismatch' });
    expect(await technician.request('file:state', { requestId, id })).toEqual({
      state: 'refused',
      reason: 'file-mismatch',
    });
    await expect.poll(() => kept(id)).toEqual([]);
    expect(heard).toEqual([]);
    const { entries } = await customer.request('chat:since', { requestId, afterSeq: 0 });
    expect(entries.filter(({ kind }) => kind === 'file')).toEqual([]);
  });

  test('[F2] iOS sends pictures only', async () => {
    const { url } = installation;
    const source = {
      ...{ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5' },
      ...{ language: 'en', timeZone: 'UTC', screenWidth: 390, screenHeight: 844, referrer: '' },
    };
    const phone = await enterAsCustomer(url, { source });
    const { requestId } = phone;
    await phone.request('request:follow', { requestId, afterSeq: 0 });
    const text = { requestId, id: newEntryId(), name: 'notes.txt', size: 5 };
    const response = await begin(url, phone, text);
    expect((await errorOf(response)).error.reason).toBe('file-pictures-only');
    const told = nextFile(phone);
    await upload(url, phone, requestId, 'photo.png', tinyPng);
    expect((await told).file.type).toBe('image/png');
  });

  test('[F2] types and size are a setting of the account', async () => {
    const { requestId, ...customer } = await openRequest(installation.url);
    const set = (rules: string | null) =>
      writeBehind(installation, (database) =>
        database.prepare('update accounts set file_rules = ?').run(rules),
      );
    await set(JSON.stringify({ extensions: ['pdf'], maxBytes: 100 }));
    const reasonOf = async (name: string, size: number) => {
      const sent = { requestId, id: newEntryId(), name, size };
      const response = await begin(installation.url, customer, sent);
      return response.ok ? 'ok' : (await errorOf(response)).error;
    };
    try {
      expect(await reasonOf('a.txt', 10)).toMatchObject({ reason: 'file-type' });
      expect(await reasonOf('a.pdf', 101)).toMatchObject({ reason: 'too-large', maxBytes: 100 });
      expect(await reasonOf('a.pdf', 100)).toBe('ok');
    } finally {
      await set(null);
    }
  });

  test('[F2] a chat that has ended takes no file, not even one that is on its way', async () => {
    const { url, customer, technician, requestId } = await arrange();
    const sent = { requestId, id: newEntryId(), name: 'late.txt', size: 4 };
    const begun = await begin(url, customer, sent);
    await technician.request('request:end', { requestId });
    const refused = customer.next('file:refused');
    await patch(url, locationOf(begun), customer, Buffer.from('late'));
    expect(await refused).toMatchObject({ id: sent.id, reason: 'phase-forbids' });
    const after = await begin(url, customer, { ...sent, id: newEntryId() });
    expect(after.status).toBe(409);
    expect((await errorOf(after)).error.reason).toBe('phase-forbids');
  });

  test('[F2] one person has a bounded number of uploads under way', async () => {
    const { requestId, ...customer } = await openRequest(installation.url);
    const statuses = [];
    for (let at = 0; at < 11; at += 1) {
      const sent = { requestId, id: newEntryId(), name: 'a.txt', size: 1 };
      statuses.push((await begin(installation.url, customer, sent)).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(201), 429]);
  });
});

describe('[F3] an upload belongs to its maker', () => {
  test('[F3] others may not begin one, and are told nothing', async () => {
    const { url, requestId, customer } = await arrange();
    const sent = { requestId, id: newEntryId(), name: 'a.txt', size: 1 };
    const other = await openRequest(url);
    const colleague = await enterAsTechnician(url, 'tech2@demo.test');
    const cookie = await signIn(url);
    const statusOf = async (sender: Parameters<typeof begin>[1], what = sent) =>
      (await begin(url, sender, what)).status;
    expect(await statusOf(other)).toBe(404);
    expect(await statusOf(customer, { ...sent, requestId: uuidV7() as never })).toBe(404);
    expect(await statusOf({ token: 'guess' })).toBe(401);
    expect(await statusOf({ cookie: 'beside_session=guess' })).toBe(401);
    expect(await statusOf(colleague)).toBe(403);
    const foreign = await fetch(`${url}/api/v1/uploads`, {
      method: 'POST',
      headers: { ...headersOf({ cookie }), origin: 'https://evil.example', 'upload-length': '1' },
    });
    expect(foreign.status).toBe(404);
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('[F3] others cannot go on with it, ask for it or remove it, and it hurts nobody', async () => {
    const { url, requestId, customer, technician } = await arrange();
    const sent = { requestId, id: newEntryId(), name: 'a.txt', size: 4 };
    const location = locationOf(await begin(url, customer, sent));
    const other = await openRequest(url);
    for (const stranger of [other, technician]) {
      expect((await ask(url, location, stranger, 'HEAD')).status).toBe(404);
      expect((await ask(url, location, stranger, 'DELETE')).status).toBe(404);
      expect((await patch(url, location, stranger, Buffer.from('evil'))).status).toBe(404);
    }
    for (const path of ['/api/v1/uploads/..%2f..%2fetc%2fpasswd', `/api/v1/uploads/${uuidV7()}`]) {
      expect((await ask(url, path, customer, 'HEAD')).status).toBe(404);
    }
    const told = nextFile(technician);
    await patch(url, location, customer, Buffer.from('mine'));
    expect((await told).file.size).toBe(4);
  });

  test.each([
    ['no length', { size: '' }],
    ['a length that is none', { size: '1e3' }],
    ['a request that is none', { requestId: '../../x' }],
    ['an id that is none', { id: 'x' }],
    ['a name that is too long', { name: `${'x'.repeat(5000)}.txt` }],
  ])('[F3] an upload with %s is refused', async (_what, wrong) => {
    const { requestId, ...customer } = await openRequest(installation.url);
    const sent = { requestId, id: newEntryId(), name: 'a.txt', size: 1, ...wrong };
    expect((await begin(installation.url, customer, sent)).status).toBe(400);
  });

  test('[F3] more bytes than were announced are refused', async () => {
    const { url, requestId, customer } = await arrange();
    const sent = { requestId, id: newEntryId(), name: 'a.txt', size: 4 };
    const location = locationOf(await begin(url, customer, sent));
    const answer = await patch(url, location, customer, Buffer.from('more than four'));
    expect(answer.ok).toBe(false);
  });

  test('[F1] what its maker takes back is gone', async () => {
    const { url, requestId, customer } = await arrange();
    const sent = { requestId, id: newEntryId(), name: 'a.txt', size: 4 };
    const location = locationOf(await begin(url, customer, sent));
    await patch(url, location, customer, Buffer.from('ab'));
    expect((await ask(url, location, customer, 'DELETE')).status).toBe(204);
    expect((await ask(url, location, customer, 'HEAD')).status).toBe(404);
    expect(filesOf(location)).toEqual([]);
  });

  test('[F1] what is never finished is removed after a day', async () => {
    const { url, requestId, customer } = await arrange();
    const sent = { requestId, id: newEntryId(), name: 'a.txt', size: 4 };
    const location = locationOf(await begin(url, customer, sent));
    await patch(url, location, customer, Buffer.from('ab'));
    expect(filesOf(location).length).toBeGreaterThan(0);
    await installation.pass(24 * 60 * 60_000 + 1000);
    expect((await ask(url, location, customer, 'HEAD')).status).toBe(404);
    expect(filesOf(location)).toEqual([]);
  });
});

const directory = (): string => join(installation.dataDir, 'files');

function filesOf(location: string): string[] {
  const id = location.split('/').at(-1) ?? 'none';
  return readdirSync(directory()).filter((name) => name.startsWith(id));
}

/** What is left on the disk of the upload that was to become this entry. */
function kept(entryId: string): string[] {
  const database = new DatabaseSync(join(installation.dataDir, 'beside.sqlite'), {
    readOnly: true,
  });
  const rows = database.prepare('select id from files where entry_id = ?').all(entryId);
  database.close();
  return rows.map(({ id }) => String(id)).filter((id) => existsSync(join(directory(), id)));
}
