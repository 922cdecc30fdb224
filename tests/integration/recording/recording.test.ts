import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordingIdSchema } from '@beside/shared/domain/ids';
import {
  maxPieces,
  maxRecordingBytes,
  type RecordedEvent,
} from '@beside/shared/protocol/recording';
import { connect, signIn } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { writeBehind } from '../../support/installation/writeBehind.ts';
import {
  administrator,
  allowRecordings,
  filmOf,
  pieceOf,
  putPiece,
  startRecording,
  startSharing,
} from './support.ts';

let installation: TestInstallation;
let url: string;
let manager: string;
beforeAll(async () => {
  installation = await startTestInstallation();
  ({ url } = installation);
  manager = await signIn(url, 'manager@demo.test');
  await allowRecordings(url);
});
afterAll(() => installation.close());

const secretWords = 'the account number is 4711';
const seen = { x: 0.25, y: 0.5 };

async function arrange(name?: string) {
  const session = await startSharing(url, name);
  const recording = await startRecording(session, session.requestId);
  const { endpoint, cookie } = session.technician;
  const put = (number: number, bytes = pieceOf(`${secretWords} ${number}`), more = {}) => {
    const from = recording.since + number * 100;
    return putPiece(
      url,
      cookie,
      recording.id,
      { number, from, to: from + 100, endpoint, ...more },
      bytes,
    );
  };
  return { ...session, ...recording, put };
}

const codeOf = async (response: Promise<Response>) => {
  const reply = (await (await response).json()) as { ok: boolean; error?: { code: string } };
  return reply.ok ? 'ok' : reply.error?.code;
};

/** All that lies on the disk below a directory. */
async function bytesBelow(directory: string): Promise<Buffer> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name)))),
  );
}

describe('[M3] the question, the answer and the end', () => {
  test('nothing is recorded where the account has not switched it on', async () => {
    const { technician, requestId, customer } = await startSharing(url);
    await allowRecordings(url, null, false);
    const refused = await technician.ask('record:propose', { requestId });
    await allowRecordings(url);
    expect(refused).toMatchObject({ error: { code: 'conflict', reason: 'recording-off' } });
    expect(await customer.ask('record:agree', { requestId })).toMatchObject({
      error: { code: 'conflict' },
    });
  });

  test('agreed to, stopped by the customer, and all of it is in the chat and in the log', async () => {
    const { customer, technician, requestId, id } = await arrange();
    const { request } = await customer.request('record:stop', { requestId });
    expect(request.live.record).toEqual({ phase: 'off', last: 'stopped' });
    const { entries } = await technician.request('chat:since', { requestId, afterSeq: 0 });
    const told = entries.flatMap((entry) =>
      entry.kind === 'event' && entry.event.code.startsWith('record') ? [entry.event] : [],
    );
    const by = expect.objectContaining({ name: expect.any(String) }) as unknown;
    expect(told).toEqual([
      { code: 'record-proposed', by },
      { code: 'record-started', by },
      { code: 'record-ended', why: 'stopped', by: null },
    ]);
    const log = await fetch(`${url}/api/v1/session-log`, {
      headers: {
        authorization: `Bearer ${customer.token}`,
        'content-type': 'application/octet-stream',
      },
    });
    expect(await log.text()).toContain('record-started');
    // Another one is another question.
    await technician.request('record:propose', { requestId });
    const again = await customer.request('record:agree', { requestId });
    expect(again.request.live.record).not.toMatchObject({ id });
  });

  test('declined or taken back, nothing is recorded; nobody agrees for the customer', async () => {
    const { customer, technician, requestId } = await startSharing(url);
    await technician.request('record:propose', { requestId });
    expect(await technician.ask('record:agree', { requestId })).toMatchObject({
      error: { code: 'forbidden' },
    });
    // Another page of the customer's than the one that shares.
    const other = await connect(url, { party: 'customer', token: customer.token });
    expect(await other.ask('record:agree', { requestId })).toMatchObject({
      error: { code: 'conflict' },
    });
    const { request } = await customer.request('record:decline', { requestId });
    expect(request.live.record).toEqual({ phase: 'off', last: 'declined' });
    await technician.request('record:propose', { requestId });
    await technician.request('record:withdraw', { requestId });
    expect(await customer.ask('record:agree', { requestId })).toMatchObject({
      error: { code: 'conflict' },
    });
    other.close();
  });

  test('it ends with sharing, and only what is shared can be recorded', async () => {
    const { customer, technician, requestId } = await arrange();
    const { request } = await customer.request('share:stop', { requestId });
    expect(request.live.record).toEqual({ phase: 'off', last: 'sharing-ended' });
    expect(await technician.ask('record:propose', { requestId })).toMatchObject({
      error: { code: 'conflict', reason: 'phase-forbids' },
    });
  });

  test('with the right goes the recording', async () => {
    const { technician, requestId } = await arrange();
    const { ask } = administrator(url, await signIn(url, 'admin@demo.test'));
    const told = technician.next(
      'request:changed',
      ({ request }) => request.live.record?.phase === 'off',
    );
    await technician.request('request:follow', { requestId, afterSeq: 0 });
    await ask('roles/save', { roles: { technician: { record: false } } });
    await told;
    await ask('roles/save', { roles: {} });
  });
});

describe('[M3] writing in pieces', () => {
  test('a piece sent again is kept once; a gap, other bytes and another page are refused', async () => {
    const { put, technician, requestId } = await arrange();
    expect(await codeOf(put(0))).toBe('ok');
    expect(await codeOf(put(0))).toBe('ok');
    expect(await codeOf(put(0, pieceOf('something else')))).toBe('conflict');
    expect(await codeOf(put(2))).toBe('conflict');
    expect(await codeOf(put(1, pieceOf('x'), { endpoint: uuidV4() }))).toBe('conflict');
    // After a reload: the new page is told where to go on, and the old one is no longer listened to.
    const { cookie } = technician;
    const reloaded = await connect(url, { party: 'technician' }, { cookie });
    const taken = await reloaded.request('record:take', { requestId });
    expect(taken).toMatchObject({ next: 1 });
    expect(Math.abs(taken.now - Date.now())).toBeLessThan(60_000);
    expect(await codeOf(put(1))).toBe('conflict');
    expect(await codeOf(put(1, undefined, { endpoint: reloaded.endpoint }))).toBe('ok');
    reloaded.close();
  });

  test('two at once under one number: one is kept, and the other leaves nothing', async () => {
    const { put, id } = await arrange();
    const codes = await Promise.all([
      codeOf(put(0, pieceOf('one'))),
      codeOf(put(0, pieceOf('other'))),
    ]);
    expect(codes.sort()).toEqual(['conflict', 'ok']);
    expect(await readdir(join(installation.dataDir, 'recordings', id))).toHaveLength(1);
  });

  test('what is no piece, of no time or too large is refused and harms nothing', async () => {
    const { put, since } = await arrange();
    const noEvents = pieceOf('x');
    const bad: [Uint8Array, object][] = [
      [new Uint8Array(0), {}],
      [new TextEncoder().encode('no film'), {}],
      [Buffer.concat([Buffer.from([0, 0, 0, 5]), Buffer.from('{}\n{}'), filmOf([])]), {}],
      [noEvents, { from: since + 5, to: since }],
      [noEvents, { from: since, to: since + 3_600_000 }],
      [noEvents, { from: 'soon' }],
      [Buffer.alloc(9 * 1024 * 1024), {}],
    ];
    for (const [bytes, more] of bad) expect(await codeOf(put(0, bytes, more))).toBe('bad-request');
    const early = { from: since - 60_000, to: since - 59_000 };
    expect(await codeOf(put(0, noEvents, early))).toBe('conflict');
    expect(await codeOf(put(0))).toBe('ok');
  });

  test.each([
    ['pieces', maxPieces],
    ['bytes', maxRecordingBytes],
  ] as const)(
    'one that is full of %s ends for everybody, and keeps what it has',
    async (column, most) => {
      const { put, customer, requestId, id, since } = await arrange();
      expect(await codeOf(put(0))).toBe('ok');
      await writeBehind(installation, (database) =>
        database.prepare(`update recordings set ${column} = ? where id = ?`).run(most, id),
      );
      const last = { from: since, to: since + 100 };
      const number = column === 'pieces' ? most : 1;
      expect(await codeOf(put(number, undefined, last))).toBe('bad-request');
      const { entries } = await customer.request('chat:since', { requestId, afterSeq: 0 });
      const events = entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));
      expect(events.at(-1)).toMatchObject({ code: 'record-ended', why: 'full' });
      expect(await readdir(join(installation.dataDir, 'recordings', id))).toHaveLength(1);
    },
  );

  test('what comes after the end is of the time before it', async () => {
    const { put, customer, requestId, since } = await arrange();
    await customer.request('record:stop', { requestId });
    expect(await codeOf(put(0))).toBe('ok');
    const late = since + 60_000;
    expect(await codeOf(put(1, undefined, { from: late, to: late + 100 }))).toBe('conflict');
    await installation.pass(11 * 60_000);
    expect(await codeOf(put(1))).toBe('conflict');
  });

  test('nobody else writes it: customers, colleagues, strangers', async () => {
    const { id, since, technician, customer } = await arrange();
    const span = { number: 0, from: since, to: since + 100, endpoint: technician.endpoint };
    const piece = pieceOf('x');
    const path = `${url}/api/v1/recordings/${id}/pieces/0?from=${since}&to=${since + 1}&endpoint=x`;
    expect(await codeOf(putPiece(url, manager, id, span, piece))).toBe('not-found');
    expect(await codeOf(putPiece(url, technician.cookie, uuidV7(), span, piece))).toBe('not-found');
    expect(await codeOf(putPiece(url, '', id, span, piece))).toBe('not-authenticated');
    const byToken = fetch(path, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${customer.token}`,
        'content-type': 'application/octet-stream',
      },
      body: piece as BodyInit,
    });
    expect(await codeOf(byToken)).toBe('not-found');
  });
});

describe('[M3] at rest and played', () => {
  const events: RecordedEvent[] = [{ type: 'move', at: 1, ...seen }];
  const read = (path: string, cookie = manager) => fetch(`${url}${path}`, { headers: { cookie } });

  test('on the disk there is nothing of it to be read, and it comes back as it was', async () => {
    const { put, id } = await arrange();
    await put(0, pieceOf(secretWords, events));
    const kept = await bytesBelow(installation.dataDir);
    expect(kept.includes(secretWords)).toBe(false);
    expect(kept.includes('"type":"move"')).toBe(false);
    // The name of the directory says which one it is; of the format nothing is to be seen either.
    expect(await bytesBelow(join(installation.dataDir, 'recordings', id))).not.toSatisfy(
      (bytes: Buffer) => bytes.includes('webm'),
    );
    const { ask } = administrator(url, manager);
    const { key, pieces } = await ask('recordings/open', { id });
    expect(pieces).toMatchObject([{ number: 0 }]);
    const at = `/api/admin/recordings/${id}`;
    const picture = await read(`${at}/pieces/0?key=${key}`);
    expect(picture.headers.get('content-type')).toBe('video/webm');
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(
      filmOf([{ at: 0, words: secretWords }]),
    );
    expect(await (await read(`${at}/events?key=${key}`)).text()).toBe(
      `${JSON.stringify(events[0])}\n`,
    );
    const file = Buffer.from(await (await read(`${at}/file?key=${key}`)).arrayBuffer());
    expect(file.includes(secretWords)).toBe(true);
  });

  test('a byte that was changed on the disk is noticed, and nothing of it is handed out', async () => {
    const { put, id } = await arrange();
    await put(0);
    const folder = join(installation.dataDir, 'recordings', id);
    const [name = ''] = await readdir(folder);
    const bytes = await readFile(join(folder, name));
    bytes[20]! ^= 1;
    await writeFile(join(folder, name), bytes);
    const { key } = await administrator(url, manager).ask('recordings/open', { id });
    const answer = await read(`/api/admin/recordings/${id}/pieces/0?key=${key}`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain(secretWords);
  });

  test('[M5] who may not see reports sees no recording; who may is written down first', async () => {
    const { put, id, technician, requestId } = await arrange();
    await put(0);
    const { ask, send } = administrator(url, manager);
    const asTechnician = administrator(url, technician.cookie);
    for (const name of ['recordings/open', 'recordings/download', 'recordings/remove'] as const) {
      expect(await asTechnician.send(name, { id })).toMatchObject({ error: { code: 'forbidden' } });
    }
    expect(await send('recordings/open', { id: uuidV7() })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(await send('recordings/remove', { id })).toMatchObject({ error: { code: 'forbidden' } });
    const { key } = await ask('recordings/open', { id });
    const path = `/api/admin/recordings/${id}/pieces/0`;
    expect((await read(path)).status).toBe(404);
    expect((await read(`${path}?key=${key}x`)).status).toBe(404);
    // A key is for who was given it, and of one recording.
    expect((await read(`${path}?key=${key}`, await signIn(url, 'admin@demo.test'))).status).toBe(
      404,
    );
    const other = recordingIdSchema.parse(uuidV7());
    expect((await read(`/api/admin/recordings/${other}/pieces/0?key=${key}`)).status).toBe(404);
    expect((await read(`${path}?key=${key}`, '')).status).toBe(401);
    expect((await read(`${path}?key=${key}`)).status).toBe(200);
    const { url: address } = await ask('recordings/download', { id });
    const file = await read(address);
    expect(file.headers.get('content-disposition')).toContain('recording.webm');
    const admin = administrator(url, await signIn(url, 'admin@demo.test'));
    const { rows } = await admin.ask('audit/list', { subject: requestId });
    const acts = rows.map(({ act }) => act).filter((act) => act.startsWith('recording'));
    expect(acts.sort()).toEqual(['recording-downloaded', 'recording-played']);
    await installation.pass(5 * 60 * 60_000);
    expect((await read(`${path}?key=${key}`)).status).toBe(404);
  });
});

describe('[C3] how long it is kept', () => {
  const folder = () => join(installation.dataDir, 'recordings');
  const ended = async (name: string) => {
    const session = await arrange(name);
    await session.put(0);
    const { technician, requestId } = session;
    await technician.request('request:end', { requestId });
    await technician.request('request:close', { requestId, outcome: 'resolved', notes: '' });
    return session;
  };

  test('deleted one by one, by who may, with its bytes and its key', async () => {
    const { id, requestId } = await ended('Olga One');
    const admin = administrator(url, await signIn(url, 'admin@demo.test'));
    await admin.ask('recordings/remove', { id });
    await installation.pass(0);
    expect(await readdir(folder())).not.toContain(id);
    const { recordings } = await admin.ask('reports/session', { id: requestId });
    expect(recordings).toEqual([]);
  });

  test('what is being recorded is not deleted under the hands of who records', async () => {
    const { id } = await arrange();
    const admin = administrator(url, await signIn(url, 'admin@demo.test'));
    expect(await admin.send('recordings/remove', { id })).toMatchObject({
      error: { code: 'conflict' },
    });
  });

  test('it goes with the customer, and is handed over with the rest before', async () => {
    const { id, requestId } = await ended('Erik Erased');
    const cookie = await signIn(url, 'admin@demo.test');
    const admin = administrator(url, cookie);
    const tar = await fetch(`${url}/api/admin/customers/export.tar?of=${requestId}`, {
      headers: { cookie },
    });
    expect(Buffer.from(await tar.arrayBuffer()).includes(secretWords)).toBe(true);
    await admin.ask('customers/delete', { of: requestId, again: requestId });
    await installation.pass(0);
    expect(await readdir(folder())).not.toContain(id);
  });

  test('after its own number of days it goes by itself, and the session stays', async () => {
    const { id, requestId } = await ended('Rita Retained');
    await allowRecordings(url, 2);
    await installation.pass(0);
    expect(await readdir(folder())).toContain(id);
    await installation.pass(3 * 24 * 60 * 60_000);
    await installation.pass(0);
    expect(await readdir(folder())).not.toContain(id);
    const admin = administrator(url, await signIn(url, 'admin@demo.test'));
    const report = await admin.ask('reports/session', { id: requestId });
    expect([report.recordings, report.entries.length > 0]).toEqual([[], true]);
  });
});
