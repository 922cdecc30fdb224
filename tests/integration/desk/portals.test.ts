import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterAsTechnician, signIn, postJson } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { enter, enterAvailable, leave, sendForm, viewOf } from './support.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

test('[P4] without a technician the portals of web mode are closed, and a line and a code are not', async () => {
  const { url } = installation;
  const open = await Promise.all(
    ['demo', 'demo-match', 'demo-button', 'demo-queue', 'demo-pin'].map(async (slug) => {
      const view = await viewOf(url, slug);
      return [view.type, view.mode, view.open];
    }),
  );
  expect(open).toEqual([
    ['smart-box', 'web', false],
    ['smart-match', 'web', false],
    ['smart-button', 'web', false],
    ['smart-box', 'queue', true],
    ['smart-pin', 'phone', true],
  ]);
});

test('[P4] what is sent to a closed portal is a message that was left, and is in the list', async () => {
  const { url } = installation;
  const customer = await enter(url, 'demo', { question: 'Please call me.' });
  const { requestId } = customer;
  const { request } = await customer.request('request:follow', { requestId, afterSeq: 0 });
  expect(request.phase).toBe('message-left');
  const technician = await enterAsTechnician(url);
  const { requests } = await technician.request('requests:list', {});
  expect(requests.find(({ id }) => id === requestId)?.phase).toBe('message-left');
  technician.close();
});

test('[T1] a lost socket leaves the portal open for its grace time, and signing out does not', async () => {
  const { url } = installation;
  const technician = await enterAvailable(url);
  expect((await viewOf(url, 'demo')).open).toBe(true);
  await leave(url, technician);
  await installation.pass(20_000);
  expect((await viewOf(url, 'demo')).open).toBe(true);
  await installation.pass(11_000);
  expect((await viewOf(url, 'demo')).open).toBe(false);

  const again = await enterAsTechnician(url);
  expect((await viewOf(url, 'demo')).open).toBe(true);
  await postJson(`${url}/api/v1/sign-out`, {}, { cookie: again.cookie });
  expect((await viewOf(url, 'demo')).open).toBe(false);
});

test('[T1] an open page keeps its technician available, however long it is open', async () => {
  const { url } = installation;
  const technician = await enterAvailable(url);
  for (let beat = 0; beat < 4; beat += 1) await installation.pass(25_000);
  expect((await viewOf(url, 'demo')).open).toBe(true);
  technician.close();
});

test('[T1] the status is remembered, told to colleagues, and closes the portal', async () => {
  const { url } = installation;
  const colleague = await enterAsTechnician(url, 'tech2@demo.test');
  await colleague.request('status:set', { status: 'busy' });
  const technician = await enterAvailable(url);
  const told = colleague.next('colleagues:changed', ({ technicians }) =>
    technicians.some(({ name, status }) => name === 'Toni Technician' && status === 'away'),
  );
  await technician.request('status:set', { status: 'away' });
  await told;
  expect((await viewOf(url, 'demo')).open).toBe(false);
  technician.close();
  const again = await enterAsTechnician(url);
  const { technician: self } = await again.request('status:get', {});
  expect(self).toMatchObject({ status: 'away', present: true });
  again.close();
  colleague.close();
});

test('[P2] a SmartMatch portal lists who is available now, and takes nobody else', async () => {
  const { url } = installation;
  const technician = await enterAvailable(url);
  const { technicians } = await viewOf(url, 'demo-match');
  expect(technicians.map(({ name }) => name)).toEqual(['Toni Technician']);
  const me = technicians[0]?.id;
  expect(await sendForm(url, 'demo-match')).toMatchObject({
    status: 400,
    reply: { error: { code: 'bad-request', field: 'technician' } },
  });
  await technician.request('status:set', { status: 'busy' });
  const other = await enterAvailable(url, 'tech2@demo.test');
  expect(await sendForm(url, 'demo-match', { technician: me })).toMatchObject({
    status: 409,
    reply: { error: { reason: 'technician-not-available' } },
  });
  technician.close();
  other.close();
});

test("[P5] a form is held against the portal's own fields, and the one that does not fit is named", async () => {
  const { url } = installation;
  await signIn(url);
  expect(await sendForm(url, 'demo', { name: ' ' })).toMatchObject({
    status: 400,
    reply: { error: { code: 'bad-request', field: 'name' } },
  });
  expect(await sendForm(url, 'demo', { question: '' })).toMatchObject({
    reply: { error: { field: 'question' } },
  });
  expect((await sendForm(url, 'demo-button', { name: '', question: '' })).status).toBe(200);
});

test('[P1] a portal shows its account’s logo, from an address that may be kept for good', async () => {
  const view = await viewOf(installation.url, 'demo');
  expect(view).toMatchObject({ accountName: 'Demo', colour: expect.stringMatching(/^#/) });
  const response = await fetch(`${installation.url}${view.logo}`);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.length).toBeLessThan(10_000);
});

test('[P1] no other address has a logo', async () => {
  const { logo } = await viewOf(installation.url, 'demo');
  const hash = logo?.split('/').at(-1) ?? '';
  for (const path of [
    `demo/logo/${'0'.repeat(64)}`,
    `none/logo/${hash}`,
    `demo/logo/..%2f..%2fetc`,
  ]) {
    expect((await fetch(`${installation.url}/api/v1/portals/${path}`)).status).toBe(404);
  }
});
