import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterAsCustomer, signIn } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import {
  ask,
  begin,
  locationOf,
  newEntryId,
  nextFile,
  patch,
  sha256,
} from '../../support/installation/upload.ts';
import {
  administrator,
  allowRecordings,
  pieceOf,
  putPiece,
  startRecording,
  startSharing,
} from '../recording/support.ts';
import { startS3, type S3Server } from '../../support/s3/startS3.ts';

describe('files on an object store', () => {
  let store: S3Server;
  let installation: TestInstallation;
  beforeAll(async () => {
    store = await startS3();
    installation = await startTestInstallation({ S3_URL: store.url });
  });
  afterAll(async () => {
    await installation.close();
    await store.stop();
  });

  test('[F1] an upload in pieces comes whole, and is read as a whole and in part', async () => {
    const { url } = installation;
    const { requestId, ...customer } = await enterAsCustomer(url);
    await customer.request('request:follow', { requestId, afterSeq: 0 });
    const bytes = Buffer.from(randomBytes(6 * 1024 * 1024).toString('hex'));
    const half = 6 * 1024 * 1024;
    const location = locationOf(
      await begin(url, customer, {
        ...{ requestId, id: newEntryId(), name: 'big.log', size: bytes.length },
      }),
    );
    expect((await patch(url, location, customer, bytes.subarray(0, half))).status).toBe(204);
    const head = await ask(url, location, customer, 'HEAD');
    expect(head.headers.get('upload-offset')).toBe(String(half));
    const told = nextFile(customer);
    expect((await patch(url, location, customer, bytes.subarray(half), half)).status).toBe(204);
    const { file } = await told;
    const link = await customer.request('file:link', { requestId, fileId: file.id });
    const whole = await fetch(`${url}${link.url}`);
    expect(sha256(new Uint8Array(await whole.arrayBuffer()))).toBe(sha256(bytes));
    const part = await fetch(`${url}${link.url}`, { headers: { range: 'bytes=10-19' } });
    expect(part.status).toBe(206);
    expect(await part.text()).toBe(bytes.subarray(10, 20).toString());
  });

  test('[M3] recordings are kept there sealed, come back as they were, and go', async () => {
    const { url } = installation;
    await allowRecordings(url);
    const session = await startSharing(url);
    const { id, since } = await startRecording(session, session.requestId);
    const { cookie, endpoint } = session.technician;
    const words = 'nobody reads this on the way';
    const span = { number: 0, from: since, to: since + 100, endpoint };
    expect((await putPiece(url, cookie, id, span, pieceOf(words))).status).toBe(200);
    await session.customer.request('record:stop', { requestId: session.requestId });
    const reader = await signIn(url, 'admin@demo.test');
    const { ask } = administrator(url, reader);
    const { key } = await ask('recordings/open', { id });
    const path = `${url}/api/admin/recordings/${id}/pieces/0?key=${key}`;
    const read = () => fetch(path, { headers: { cookie: reader } });
    expect(await (await read()).text()).toContain(words);
    await ask('recordings/remove', { id });
    await installation.pass(0);
    expect((await read()).status).toBe(404);
  });

  test('[F1] what is taken back or refused leaves nothing there', async () => {
    const { url } = installation;
    const { requestId, ...customer } = await enterAsCustomer(url);
    await customer.request('request:follow', { requestId, afterSeq: 0 });
    const sent = { requestId, id: newEntryId(), name: 'a.png', size: 4 };
    const location = locationOf(await begin(url, customer, sent));
    expect((await ask(url, location, customer, 'DELETE')).status).toBe(204);
    expect((await ask(url, location, customer, 'HEAD')).status).toBe(404);

    const other = locationOf(await begin(url, customer, { ...sent, id: newEntryId() }));
    const refused = customer.next('file:refused');
    await patch(url, other, customer, Buffer.from('nope'));
    expect((await refused).reason).toBe('file-mismatch');
    const id = other.split('/').at(-1) ?? '';
    await expect.poll(async () => (await store.objects()).join(' ')).not.toContain(id);
  });
});
