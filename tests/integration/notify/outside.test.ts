import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gatherMs } from '@beside/signaling-server/desk/times';
import { companiesIn } from '../../support/installation/companies.ts';
import { enterAsTechnician } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { createPushReader, readVapid } from '../../support/notify/pushReader.ts';
import { startReceiver, type Receiver } from '../../support/notify/receiver.ts';
import { sendForm } from '../desk/support.ts';
import { choose, conversation, countOf } from './support.ts';

let receiver: Receiver;
let installation: TestInstallation;
beforeEach(async () => {
  receiver = await startReceiver();
  installation = await startTestInstallation({
    WEBHOOK_ALLOW_PRIVATE: '1',
    SMS_GATEWAY_URL: `${receiver.url}/sms`,
    SMS_GATEWAY_TOKEN: 'gateway-token',
    PUBLIC_URL: 'https://help.example.test',
  });
});
afterEach(async () => {
  await installation.close();
  await receiver.close();
});

test('[T1][T8] a webhook says what happened and where, and can be told from a forged one', async () => {
  const { technician, requestId, write, close } = await conversation(installation.url);
  const secret = await choose(technician, 'message', 'webhook', { webhookUrl: receiver.url });
  await write('It still prints stripes.');
  await installation.pass(0);
  expect(receiver.calls).toHaveLength(1);
  const { headers, body } = receiver.calls[0]!;
  const signature = /^t=(?<t>\d+),v1=(?<v1>[0-9a-f]{64})$/.exec(
    String(headers['beside-signature']),
  )?.groups;
  const expected = createHmac('sha256', secret!)
    .update(`${signature!['t']}.${body.toString()}`)
    .digest('hex');
  expect(signature!['v1']).toBe(expected);
  expect(JSON.parse(body.toString())).toMatchObject({
    event: 'message',
    url: `https://help.example.test/console/requests/${requestId}`,
    request: { id: requestId, customer: 'Carla Customer' },
    messages: ['My printer prints only stripes.', 'It still prints stripes.'],
  });
  close();
});

test('[T1] a webhook that fails is called again, later and later, with the same id, up to a day', async () => {
  const { technician, write, close } = await conversation(installation.url);
  await choose(technician, 'message', 'webhook', { webhookUrl: receiver.url });
  receiver.answers.push(...Array.from({ length: 200 }, () => 503));
  await write('Hello?');
  await installation.pass(0);
  await installation.pass(10_000);
  expect(receiver.calls).toHaveLength(1);
  await installation.pass(21_000);
  expect(receiver.calls).toHaveLength(2);
  for (let hour = 0; hour < 26; hour++) await installation.pass(60 * 60_000);
  const tries = receiver.calls.length;
  expect(tries).toBeGreaterThan(20);
  expect(await countOf(installation.url, 'webhook', 'failed')).toBe(1);
  await installation.pass(24 * 60 * 60_000);
  expect(receiver.calls).toHaveLength(tries);
  const ids = receiver.calls.map(({ body }) => (JSON.parse(body.toString()) as { id: string }).id);
  expect(new Set(ids).size).toBe(1);
  close();
});

test('[T1] the secret of a webhook is told once, and anew for a new address or when asked', async () => {
  const technician = await enterAsTechnician(installation.url);
  const first = await choose(technician, 'message', 'webhook', { webhookUrl: receiver.url });
  const again = await choose(technician, 'message', 'webhook', { webhookUrl: receiver.url });
  const other = await choose(technician, 'message', 'webhook', { webhookUrl: `${receiver.url}/b` });
  const { preferences } = await technician.request('preferences:get', { language: 'en' });
  const renewed = await technician.request('preferences:set', { preferences, renewSecret: true });
  expect(again).toBeNull();
  expect(new Set([first, other, renewed.webhookSecret]).size).toBe(3);
  technician.close();
});

test('[T1] a text message goes to the gateway, with its token, the number and a link', async () => {
  const { technician, requestId, write, close } = await conversation(installation.url);
  await choose(technician, 'message', 'sms', { phone: '+442079460000', language: 'es' });
  await write('a long and private story');
  await installation.pass(0);
  await installation.pass(31_000);
  expect(receiver.calls).toHaveLength(1);
  const { headers, body, path } = receiver.calls[0]!;
  expect([path, headers.authorization]).toEqual(['/sms', 'Bearer gateway-token']);
  expect(JSON.parse(body.toString())).toEqual({
    to: '+442079460000',
    text: `Beside: Carla Customer le ha escrito https://help.example.test/console/requests/${requestId}`,
  });
  close();
});

async function subscribe(technician: Awaited<ReturnType<typeof enterAsTechnician>>) {
  const reader = createPushReader();
  const endpoint = `${receiver.url}/push`;
  await technician.request('push:subscribe', { endpoint, keys: reader.keys });
  return reader;
}

test("[T1][T8] a push can be read by the browser alone, and names the installation's key", async () => {
  const { technician, requestId, write, close } = await conversation(installation.url);
  const reader = await subscribe(technician);
  await choose(technician, 'message', 'push');
  await write('Look at this, please.');
  await installation.pass(0);
  const { headers, body } = receiver.calls[0]!;
  const { pushKey } = await technician.request('preferences:get', { language: 'en' });
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' });
  expect(readVapid(headers.authorization, pushKey)).toMatchObject({
    aud: receiver.url,
    sub: 'https://help.example.test',
  });
  expect(body.includes('Look at this')).toBe(false);
  expect(reader.read(body)).toEqual({
    title: 'Carla Customer wrote to you',
    body: 'Look at this, please.',
    tag: `message:${requestId}`,
    url: `https://help.example.test/console/requests/${requestId}`,
  });
  close();
});

test.each([404, 410])('[T1] a browser that is gone (%i) is forgotten', async (status) => {
  const { technician, write, close } = await conversation(installation.url);
  await subscribe(technician);
  await choose(technician, 'message', 'push');
  receiver.answers.push(status);
  await write('one');
  await installation.pass(0);
  await write('two');
  await installation.pass(60_000);
  expect(receiver.calls).toHaveLength(1);
  close();
});

test('[T6] an alert is pushed at once, for no longer than it is up, to whom it calls alone', async () => {
  const technician = await enterAsTechnician(installation.url);
  await technician.request('status:set', { status: 'available' });
  const reader = await subscribe(technician);
  await choose(technician, 'alert', 'push');
  const busy = await enterAsTechnician(installation.url, 'tech2@demo.test');
  await busy.request('status:set', { status: 'busy' });
  await choose(busy, 'alert', 'webhook', { webhookUrl: receiver.url });
  await sendForm(installation.url, 'demo', { name: 'Quick' });
  await installation.pass(0);
  expect(receiver.calls.map(({ path }) => path)).toEqual(['/push']);
  const { headers, body } = receiver.calls[0]!;
  expect(Number(headers['ttl'])).toBeLessThanOrEqual(30);
  expect(reader.read(body)).toMatchObject({ title: 'Quick is asking for help' });
  technician.close();
  busy.close();
});

test('[T1][T9] an invitation reaches the one who is invited, once, and says what it is', async () => {
  const { technician, requestId, close } = await conversation(installation.url);
  await technician.request('request:join', { requestId });
  await choose(technician, 'alert', 'webhook', { webhookUrl: `${receiver.url}/host` });
  const guest = await enterAsTechnician(installation.url, 'tech2@demo.test');
  await guest.request('status:set', { status: 'available' });
  await choose(guest, 'alert', 'webhook', { webhookUrl: `${receiver.url}/guest` });
  const { technicians } = await technician.request('technicians:list', { requestId });
  const user = technicians.find(({ name }) => name.startsWith('Robin'))!.id;
  const wish = { requestId, user, role: 'see-and-chat', masked: false } as const;
  await technician.request('team:invite', wish);
  await installation.pass(0);
  await technician.request('share:propose', { requestId });
  await installation.pass(1_000);
  expect(receiver.calls.map(({ path }) => path)).toEqual(['/guest']);
  expect(JSON.parse(receiver.calls[0]!.body.toString())).toMatchObject({
    event: 'invitation',
    request: { id: requestId },
  });
  // Withdrawn and made again, it calls again.
  await technician.request('team:remove', { requestId, user });
  await technician.request('team:invite', wish);
  await installation.pass(0);
  expect(receiver.calls).toHaveLength(2);
  guest.close();
  close();
});

test('[T1][T12] nobody is notified of a request that they may not see', async () => {
  const companies = companiesIn(installation);
  const acme = await companies.add('Acme');
  const limited = await enterAsTechnician(installation.url, 'tech2@demo.test');
  await choose(limited, 'left-message', 'webhook', { webhookUrl: `${receiver.url}/limited` });
  const other = await enterAsTechnician(installation.url);
  await choose(other, 'left-message', 'webhook', { webhookUrl: `${receiver.url}/other` });
  for (const page of [limited, other]) await page.request('status:set', { status: 'away' });
  const raised: unknown[] = [];
  limited.socket.on('notice:raised', (notice) => raised.push(notice));
  await companies.grant('tech2@demo.test', [acme]);
  const leave = () => sendForm(installation.url, 'demo', { email: 'carla@example.test' });
  expect((await leave()).status).toBe(200);
  await installation.pass(0);
  expect(receiver.calls.map(({ path }) => path)).toEqual(['/other']);
  expect(raised).toEqual([]);
  // What was seen when it was written down, and is not when it is to be sent, is not sent.
  await companies.grant('tech2@demo.test', 'all');
  receiver.answers.push(503, 503);
  await leave();
  await installation.pass(0);
  expect(receiver.calls).toHaveLength(3);
  await companies.grant('tech2@demo.test', [acme]);
  await installation.pass(60_000);
  expect(receiver.calls.slice(3).map(({ path }) => path)).toEqual(['/other']);
  limited.close();
  other.close();
});

test('[T1] nobody is notified of what is in front of their eyes, and everybody of the rest', async () => {
  const { technician, requestId, write, close } = await conversation(installation.url);
  await choose(technician, 'message', 'webhook', { webhookUrl: receiver.url });
  const look = async (at: string | null): Promise<void> => {
    technician.socket.emit('console:looking', { requestId: at });
    // Events of one socket are taken up in their order; the look is one write, and this another.
    await technician.request('preferences:get', { language: 'de' });
    await technician.request('preferences:get', { language: 'en' });
  };
  await look(requestId);
  await write('seen');
  await installation.pass(0);
  expect(receiver.calls).toHaveLength(0);
  await look(null);
  await write('unseen');
  await installation.pass(gatherMs);
  expect(receiver.calls).toHaveLength(1);
  await look(requestId);
  technician.close();
  await expect
    .poll(async () => {
      await write('gone');
      await installation.pass(gatherMs);
      return receiver.calls.length;
    })
    .toBeGreaterThan(1);
  close();
});

test('[T1] each channel can be tried, and says where it fails', async () => {
  const technician = await enterAsTechnician(installation.url);
  const test = (channel: string) => technician.ask('preferences:test', { channel });
  expect(await test('mail')).toMatchObject({ error: { reason: 'channel-not-set-up' } });
  expect(await test('webhook')).toMatchObject({ error: { reason: 'channel-not-set-up' } });
  await choose(technician, 'alert', 'webhook', { webhookUrl: receiver.url });
  expect(await test('webhook')).toEqual({ ok: true, data: {} });
  expect(JSON.parse(receiver.calls[0]!.body.toString())).toMatchObject({ event: 'test' });
  receiver.answers.push(500);
  expect(await test('webhook')).toMatchObject({ error: { reason: 'delivery-failed' } });
  const replies = await Promise.all(Array.from({ length: 12 }, () => test('webhook')));
  expect(replies.some((reply) => !reply.ok && reply.error.code === 'rate-limited')).toBe(true);
  technician.close();
});

test("[T1] the server's own network is out of reach, unless the operator allows it", async () => {
  const strict = await startTestInstallation();
  const technician = await enterAsTechnician(strict.url);
  const port = new URL(receiver.url).port;
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0.0.0.0']) {
    await choose(technician, 'alert', 'webhook', { webhookUrl: `http://${host}:${port}` });
    expect(await technician.ask('preferences:test', { channel: 'webhook' })).toMatchObject({
      error: { reason: 'delivery-failed' },
    });
  }
  await technician.request('push:subscribe', {
    endpoint: `${receiver.url}/push`,
    keys: createPushReader().keys,
  });
  expect((await technician.ask('preferences:test', { channel: 'push' })).ok).toBe(false);
  expect(receiver.calls).toEqual([]);
  technician.close();
  await strict.close();
});
