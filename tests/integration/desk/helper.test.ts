import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v4 as uuidV4 } from 'uuid';
import {
  helperNamespace,
  helperNotices,
  helperRequests,
  type HelperTold,
  type HelperToldName,
} from '@beside/shared/protocol/contract/helper';
import type { Reply } from '@beside/shared/protocol/errors';
import { protocolVersion } from '@beside/shared/protocol/version';
import {
  connect,
  enterAsCustomer,
  enterAsTechnician,
  postJson,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';

let installation: TestInstallation;
let technician: Awaited<ReturnType<typeof enterAsTechnician>>;
beforeAll(async () => {
  installation = await startTestInstallation();
  technician = await enterAsTechnician(installation.url);
});
afterAll(() => installation.close());

const picture = { width: 1280, height: 720 };
const newSecret = (): string => randomBytes(32).toString('base64url');

/** A customer who shares a whole screen, unless it is something else. */
async function share(surface: 'screen' | 'tab' = 'screen') {
  const customer = await enterAsCustomer(installation.url);
  const { requestId } = customer;
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  await customer.request('request:follow', { requestId, afterSeq: 0 });
  await technician.request('request:follow', { requestId, afterSeq: 0 });
  await technician.request('share:propose', { requestId });
  await customer.request('share:start', { requestId, surface });
  const invite = () => customer.request('helper:invite', { requestId, picture });
  return { customer, requestId, invite };
}

async function enter(code: string, secret = newSecret(), address = '10.0.0.1') {
  const headers = { 'x-forwarded-for': address };
  const response = await postJson(`${installation.url}/api/v1/helpers`, { code, secret }, headers);
  const reply = (await response.json()) as Reply<unknown>;
  return { status: response.status, reply, secret };
}

async function openHelper(token: string, headers: Record<string, string> = {}, more: object = {}) {
  const socket: Socket = io(`${installation.url}${helperNamespace}`, {
    auth: { protocol: protocolVersion, token, ...more },
    extraHeaders: headers,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return {
    socket,
    ask: (name: string, input: unknown) =>
      socket.timeout(5_000).emitWithAck(name, input) as Promise<Reply<unknown>>,
    next: <K extends HelperToldName>(
      name: K,
      accept: (message: HelperTold<K>) => boolean = () => true,
    ) =>
      new Promise<HelperTold<K>>((resolve, reject) => {
        const giveUp = setTimeout(() => reject(new Error(`${name} was not told`)), 5_000);
        const event: string = name;
        socket.on(event, (message: HelperTold<K>) => {
          if (!accept(message)) return;
          clearTimeout(giveUp);
          resolve(message);
        });
      }),
  };
}

/** A helper that has come with its code, and whose person has agreed. */
async function withHelper() {
  const shared = await share();
  const { code } = await shared.invite();
  const { secret } = await enter(code);
  const helper = await openHelper(secret);
  expect((await helper.ask('helper:hello', {})).ok).toBe(true);
  expect((await helper.ask('helper:agree', {})).ok).toBe(true);
  return { ...shared, helper, secret };
}

const live = async (page: Awaited<ReturnType<typeof share>>['customer'], requestId: never) =>
  (await page.request('request:follow', { requestId, afterSeq: 0 })).request.live;

describe('[I3] the code', () => {
  test('a helper comes with it, learns whom it is for, and is there once the person agreed', async () => {
    const { customer, requestId, invite } = await share();
    const { code, expiresAt, request } = await invite();
    expect(code).toMatch(/^\d{9}$/);
    expect(expiresAt - Date.now()).toBeGreaterThan(9 * 60_000);
    expect(request.live.helper).toMatchObject({ phase: 'invited', picture });
    const asked = technician.next(
      'request:changed',
      (message) => message.request.live.helper?.phase === 'asking',
    );
    const { secret } = await enter(code.replace(/(\d{3})(\d{3})/, '$1-$2-'));
    await asked;
    const helper = await openHelper(secret);
    const state = helper.next('helper:state');
    expect(await helper.ask('helper:hello', {})).toMatchObject({
      data: {
        customer: 'Carla Customer',
        technician: 'Toni Technician',
        picture,
        agreed: false,
      },
    });
    expect(await state).toMatchObject({ page: customer.endpoint, paused: false, control: null });
    await helper.ask('helper:agree', {});
    expect(await live(customer, requestId as never)).toMatchObject({ helper: { phase: 'ready' } });
  });

  test('wrong, used, replaced, expired and ended codes get one and the same answer', async () => {
    const used = await share();
    const { code: usedCode } = await used.invite();
    await enter(usedCode);
    const replaced = await share();
    const { code: replacedCode } = await replaced.invite();
    await replaced.invite();
    const ended = await share();
    const { code: endedCode } = await ended.invite();
    await ended.customer.request('share:stop', { requestId: ended.requestId });
    const expired = await share();
    const { code: expiredCode } = await expired.invite();
    await installation.pass(10 * 60_000 + 1);
    const answers = [];
    for (const code of ['000000000', usedCode, replacedCode, endedCode, expiredCode]) {
      const { status, reply } = await enter(code, newSecret(), '10.0.0.9');
      answers.push(
        JSON.stringify([status, reply.ok ? 'ok' : [reply.error.code, reply.error.reason]]),
      );
    }
    expect(new Set(answers)).toEqual(new Set([JSON.stringify([404, ['not-found', 'wrong-code']])]));
  });

  test('ten come with one code at once: one gets in; the same one again is answered the same', async () => {
    const { invite } = await share();
    const { code } = await invite();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => enter(code, newSecret(), `10.1.0.${at}`)),
    );
    const inside = answers.filter(({ status }) => status === 200);
    expect(inside).toHaveLength(1);
    expect((await enter(code, inside[0]?.secret)).status).toBe(200);
  });

  test('guessing is slowed down for that address', async () => {
    const statuses: number[] = [];
    while (statuses.length < 30 && statuses.at(-1) !== 429) {
      statuses.push((await enter('123456789', newSecret(), '10.9.9.9')).status);
    }
    expect(statuses[0]).toBe(404);
    expect(statuses.at(-1)).toBe(429);
    const { invite } = await share();
    expect((await enter((await invite()).code, newSecret(), '10.0.0.2')).status).toBe(200);
  });

  test.each([
    ['no code', { secret: newSecret() }],
    ['a secret that is none', { code: '123456789', secret: 'short' }],
    ['a member too many', { code: '123456789', secret: newSecret(), root: true }],
  ])('%s is a bad request', async (_what, body) => {
    expect((await postJson(`${installation.url}/api/v1/helpers`, body)).status).toBe(400);
  });

  test('there is none for a tab, from another page, or while nothing is shared', async () => {
    const tab = await share('tab');
    await expect(tab.invite()).rejects.toMatchObject({ code: 'conflict', reason: 'phase-forbids' });
    const { customer, requestId, invite } = await share();
    const { token } = customer;
    const other = await connect(installation.url, { party: 'customer', token });
    expect(await other.ask('helper:invite', { requestId, picture })).toMatchObject({
      error: { code: 'conflict' },
    });
    await customer.request('share:stop', { requestId });
    await expect(invite()).rejects.toMatchObject({ code: 'conflict' });
    other.close();
  });
});

describe('[I3] the way to the helper', () => {
  test('what the page hands on comes with the page that sent it; the answer goes back', async () => {
    const { customer, requestId, helper } = await withHelper();
    const heard = helper.next('helper:input');
    customer.socket.emit('helper:input', { requestId, stream: 1, number: 1, hand: ['AAAA'] });
    expect(await heard).toEqual({ from: customer.endpoint, stream: 1, number: 1, hand: ['AAAA'] });
    const done = customer.next('helper:done');
    helper.socket.emit('helper:done', { stream: 1, number: 1 });
    expect(await done).toEqual({ requestId, stream: 1, number: 1 });
  });

  test('[I1] it is told each grant, and its end; coming ends one that was given before', async () => {
    const { customer, requestId, invite } = await share();
    const grant = async (grantId: number) => {
      await technician.request('control:request', { requestId, level: 'pointer-and-keyboard' });
      await customer.request('control:grant', {
        requestId,
        level: 'pointer-and-keyboard',
        grantId,
        span: 'once',
        again: false,
      });
    };
    await grant(5);
    const { secret } = await enter((await invite()).code);
    const helper = await openHelper(secret);
    await helper.ask('helper:hello', {});
    await helper.ask('helper:agree', {});
    expect(await live(customer, requestId as never)).toMatchObject({
      control: { phase: 'none', last: 'helper-changed' },
    });
    const told = helper.next('helper:state', ({ control }) => control?.grantId === 6);
    await grant(6);
    expect(await told).toMatchObject({ control: { name: 'Toni Technician' } });
    const over = helper.next('helper:state', ({ control }) => control === null);
    await customer.request('control:end', { requestId, why: 'revoked' });
    await over;
  });

  test.each([
    ['sharing-ended', 'share:stop'],
    ['dismissed', 'helper:end'],
    ['sharing-ended', 'request:end'],
  ] as const)('it is told that it is over, and let in no more: %s by %s', async (why, event) => {
    const { customer, requestId, helper, secret } = await withHelper();
    const ended = helper.next('helper:ended');
    await customer.request(event, { requestId });
    expect(await ended).toEqual({ requestId, why });
    await expect(openHelper(secret)).rejects.toMatchObject({ data: { code: 'not-authenticated' } });
  });

  test('stopped at the machine it is over for everybody, and control with it', async () => {
    const { customer, requestId, helper } = await withHelper();
    await technician.request('control:request', { requestId, level: 'pointer' });
    await customer.request('control:grant', {
      requestId,
      level: 'pointer',
      grantId: 9,
      span: 'once',
      again: false,
    });
    const ended = helper.next('helper:ended');
    helper.socket.emit('helper:leave', { why: 'stopped' });
    expect(await ended).toEqual({ requestId, why: 'stopped' });
    expect(await live(customer, requestId as never)).toMatchObject({
      share: { phase: 'sharing' },
      control: { phase: 'none', last: 'revoked' },
      helper: { phase: 'none', last: 'stopped' },
    });
  });
});

describe('[T12] the door', () => {
  const names = [...Object.keys(helperRequests), ...Object.keys(helperNotices)];
  const wellFormed: Record<string, object> = {
    'helper:leave': { why: 'stopped' },
    'helper:done': { stream: 1, number: 1 },
  };

  test.each(names)('%s refuses what is not its input', async (name) => {
    const { helper } = await withHelper();
    const good = wellFormed[name] ?? {};
    for (const wrong of [null, 'text', [], { ...good, extra: 1 }]) {
      if (name in helperRequests) {
        expect(await helper.ask(name, wrong)).toMatchObject({ error: { code: 'bad-request' } });
      } else {
        const refused = new Promise((resolve) => helper.socket.once('refused', resolve));
        helper.socket.emit(name, wrong);
        expect(await refused).toMatchObject({ event: name, error: { code: 'bad-request' } });
      }
    }
  });

  test('nothing of the pages is to be reached there', async () => {
    const { helper, requestId } = await withHelper();
    for (const name of ['request:follow', 'control:grant', 'chat:post', 'helper:invite']) {
      expect(await helper.ask(name, { requestId })).toMatchObject({
        error: { code: 'bad-request' },
      });
    }
  });

  test.each([
    ['a token that is none', { token: 'guess' }, 'not-authenticated'],
    ['another protocol version', { protocol: 999 }, 'bad-request'],
    ['a member too many', { endpoint: uuidV4() }, 'bad-request'],
  ])('a socket with %s is refused', async (_what, more, code) => {
    const { secret } = await withHelper();
    await expect(openHelper(secret, {}, more)).rejects.toMatchObject({ data: { code } });
  });

  test("a customer's token and a page's origin open nothing there", async () => {
    const { customer, secret } = await withHelper();
    const refused = { data: { code: 'not-authenticated' } };
    await expect(openHelper(customer.token)).rejects.toMatchObject(refused);
    const { origin } = new URL(installation.url);
    await expect(openHelper(secret, { origin })).rejects.toMatchObject(refused);
  });

  test("another customer's page cannot speak to it", async () => {
    const { requestId, helper } = await withHelper();
    const stranger = await enterAsCustomer(installation.url);
    const heard: unknown[] = [];
    helper.socket.on('helper:input', (message: unknown) => heard.push(message));
    const refused = stranger.next('refused');
    stranger.socket.emit('helper:input', { requestId, stream: 1, number: 1, hand: [] });
    expect(await refused).toMatchObject({ error: { code: 'not-found' } });
    // Answered after whatever would have come before.
    await helper.ask('helper:hello', {});
    expect(heard).toEqual([]);
  });

  test('[O4] neither code nor token is logged', async () => {
    const { invite } = await share();
    const { code } = await invite();
    const { secret } = await enter(code);
    await openHelper(secret);
    const log = installation.log.join('');
    expect(log).not.toContain(code);
    expect(log).not.toContain(secret);
  });
});
