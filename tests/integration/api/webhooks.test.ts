import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AdminInput } from '@beside/shared/protocol/admin';
import { webhookBodySchema, type WebhookBody } from '@beside/shared/protocol/rest/webhooks';
import { companiesIn } from '../../support/installation/companies.ts';
import { enterAsCustomer, enterAsTechnician } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { startReceiver, type Receiver } from '../../support/notify/receiver.ts';
import { enterAdmin, type TestManager } from '../admin/support.ts';

let installation: TestInstallation;
let url: string;
let admin: TestManager;
let receiver: Receiver;
let id: string;
let secret: string;
beforeAll(async () => {
  installation = await startTestInstallation({ WEBHOOK_ALLOW_PRIVATE: '1' });
  ({ url } = installation);
  admin = await enterAdmin(url, 'admin@demo.test');
});
afterAll(() => installation.close());
beforeEach(async () => {
  receiver = await startReceiver();
  const saved = await admin.ask('webhooks/save', form());
  ({ id } = saved.webhook);
  secret = saved.secret!;
});
afterEach(async () => {
  await admin.ask('webhooks/remove', { id });
  await receiver.close();
});

const form = (more: Partial<AdminInput<'webhooks/save'>> = {}): AdminInput<'webhooks/save'> => ({
  ...{ name: 'CRM', url: `${receiver.url}/hook`, enabled: true },
  events: ['request.created', 'request.assigned', 'request.closed', 'request.rated'],
  ...more,
});
const bodies = (): WebhookBody[] =>
  receiver.calls.map(({ body }) => webhookBodySchema.parse(JSON.parse(body.toString())));
const log = async () => (await admin.ask('webhooks/deliveries', { id, descending: true })).rows;

describe('[O7] webhooks of the account', () => {
  test('are told what happens, once, signed, and of nothing else', async () => {
    const customer = await enterAsCustomer(url, { name: 'Willa Webhook' });
    const { requestId } = customer;
    const technician = await enterAsTechnician(url);
    await technician.request('request:assign', { requestId });
    await technician.request('request:join', { requestId });
    const closing = { requestId, outcome: 'resolved', notes: '' } as const;
    await technician.request('request:close', closing);
    await customer.request('survey:send', { requestId, rating: 5, words: 'Thanks' });
    await vi.waitFor(() => expect(receiver.calls.length).toBe(4), 10_000);
    await installation.tick();
    const told = bodies();
    expect(told.map(({ event }) => event).sort()).toEqual([
      'request.assigned',
      'request.closed',
      'request.created',
      'request.rated',
    ]);
    for (const { request } of told) expect(request).toMatchObject({ id: requestId });
    const of = (event: string) => told.find((one) => one.event === event);
    expect(of('request.closed')?.request).toMatchObject({ phase: 'closed', outcome: 'resolved' });
    expect(of('request.rated')?.survey).toEqual({ rating: 5, words: 'Thanks' });
    expect(of('request.created')?.request?.phase).toBe('waiting');
    const { headers, body } = receiver.calls[0]!;
    const [, at, digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['beside-signature']))!;
    const expected = createHmac('sha256', secret).update(`${at}.${body.toString()}`);
    expect(digest).toBe(expected.digest('hex'));
    expect((await log()).map(({ state, tries }) => [state, tries])).toEqual(
      Array.from({ length: 4 }, () => ['sent', 1]),
    );
    expect((await admin.ask('webhooks/deliveries', { id, search: 'rated' })).total).toBe(1);
    technician.close();
    customer.close();
  });

  test('are tried again with growing pauses, given up after a day, and sent again by hand', async () => {
    receiver.answers.push(500, 401);
    await admin.ask('webhooks/test', { id });
    await installation.tick();
    expect(await log()).toMatchObject([{ state: 'pending', tries: 1, reason: 'answered 500' }]);
    await installation.pass(60_000);
    expect(await log()).toMatchObject([{ state: 'pending', tries: 2, reason: 'answered 401' }]);
    await installation.pass(60_000);
    expect(await log()).toMatchObject([{ state: 'sent', tries: 3, reason: null }]);
    // The same in every try, so that the receiver can tell.
    expect(new Set(bodies().map((body) => body.id)).size).toBe(1);

    receiver.answers.push(...Array.from({ length: 99 }, () => 503));
    await admin.ask('webhooks/test', { id });
    for (let hours = 0; hours < 26; hours += 1) await installation.pass(60 * 60_000);
    admin = await enterAdmin(url, 'admin@demo.test');
    const [given] = await log();
    expect(given).toMatchObject({ state: 'failed', reason: 'answered 503' });
    receiver.answers.length = 0;
    await admin.ask('webhooks/resend', { id: given!.id });
    await installation.tick();
    expect((await log())[0]).toMatchObject({ id: given!.id, state: 'sent' });
  });

  test('are told nothing while they are switched off, and sign with the newest secret', async () => {
    await admin.ask('webhooks/save', form({ id, enabled: false }));
    (await enterAsCustomer(url)).close();
    await installation.tick();
    expect(receiver.calls).toEqual([]);
    const saved = await admin.ask('webhooks/save', form({ id }));
    expect(saved.secret).toBeNull();
    const renewed = (await admin.ask('webhooks/secret', { id })).secret;
    expect(renewed).not.toBe(secret);
    await admin.ask('webhooks/test', { id });
    await installation.tick();
    const { headers, body } = receiver.calls[0]!;
    const [, at, digest] = /^t=(\d+),v1=(.*)$/.exec(String(headers['beside-signature']))!;
    const expected = createHmac('sha256', renewed).update(`${at}.${body.toString()}`);
    expect(digest).toBe(expected.digest('hex'));
    const { rows } = await admin.ask('webhooks/list', {});
    expect(JSON.stringify(rows)).not.toContain(renewed);
    expect(installation.log.join('\n')).not.toContain(renewed);
  });

  test.each([
    [{ url: 'ftp://x.test/' }, 'url'],
    [{ url: 'nonsense' }, 'url'],
    [{ events: [] }, 'events'],
    [{ name: ' ' }, 'name'],
  ])('that do not fit are told so at the field (%#)', async (more, field) => {
    expect(await admin.send('webhooks/save', form(more))).toMatchObject({
      ...{ status: 400, error: { field } },
    });
  });

  test('[T12] are for those who see all companies', async () => {
    const acme = await companiesIn(installation).add('Acme');
    const { rows } = await admin.ask('users/list', { search: 'tech2@demo.test' });
    const { email: _, disabledAt: __, seenAt: ___, ...user } = rows[0]!;
    await admin.ask('users/save', { ...user, rights: { 'manage-api': true }, companies: [acme] });
    const limited = await enterAdmin(url, 'tech2@demo.test');
    for (const [name, input] of [
      ['webhooks/list', {}],
      ['webhooks/save', form()],
      ['webhooks/deliveries', { id }],
    ] as const) {
      expect(await limited.send(name, input)).toMatchObject({ status: 403 });
    }
    await admin.ask('users/save', user);
  });
});

test('[O7] a webhook does not reach the server’s own network', async () => {
  const strict = await startTestInstallation();
  const manager = await enterAdmin(strict.url, 'admin@demo.test');
  const { webhook } = await manager.ask('webhooks/save', form());
  await manager.ask('webhooks/test', { id: webhook.id });
  await strict.tick();
  const { rows } = await manager.ask('webhooks/deliveries', { id: webhook.id });
  expect(rows).toMatchObject([{ state: 'failed', tries: 1, reason: 'leads to a private network' }]);
  expect(receiver.calls).toEqual([]);
  await strict.close();
});
