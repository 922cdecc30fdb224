import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { notices, requests } from '@beside/shared/protocol/contract';
import type { Reply } from '@beside/shared/protocol/errors';
import { protocolVersion } from '@beside/shared/protocol/version';
import {
  connect,
  enterAsCustomer,
  enterAsTechnician,
  openRequest,
  postJson,
  requestForm,
  signIn,
  type TestPage,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { countRights } from '../../support/countRights.ts';
import { wellFormed } from './inputs.ts';

const tried = countRights('the other party, and other customers, events');
let installation: TestInstallation;
let customer: Awaited<ReturnType<typeof enterAsCustomer>>;
let technician: Awaited<ReturnType<typeof enterAsTechnician>>;
let opened: TestPage[] = [];

beforeAll(async () => {
  installation = await startTestInstallation();
  customer = await enterAsCustomer(installation.url);
  technician = await enterAsTechnician(installation.url);
});
afterAll(() => installation.close());
afterEach(() => {
  for (const page of opened) page.close();
  opened = [];
});

const requestNames = Object.keys(requests) as (keyof typeof requests)[];
const noticeNames = Object.keys(notices) as (keyof typeof notices)[];

const codeOf = (reply: Reply<unknown>): string => (reply.ok ? 'ok' : reply.error.code);

/** A notice has no acknowledgement: a wrong one is answered by `refused`. */
async function refusedNotice(page: TestPage, name: string, input: unknown): Promise<string> {
  const told = page.next('refused', ({ event }) => event === name);
  page.socket.emit(name, input);
  return (await told).error.code;
}

const nonsense: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a string', 'requestId'],
  ['an array', []],
  ['a member too many', { extra: 1 }],
  ['a request id that is none', { requestId: '../../etc/passwd' }],
  ['an object in place of a string', { requestId: { $ne: null } }],
];

/** A page with an allowance of its own: there are more events than one socket may send at once. */
async function anew(party: 'customer' | 'technician'): Promise<TestPage> {
  const page =
    party === 'customer'
      ? await connect(installation.url, { party, token: customer.token })
      : await connect(installation.url, { party }, { cookie: technician.cookie });
  opened.push(page);
  return page;
}

describe('[T12] shape: every event refuses what is not its input', () => {
  test.each(requestNames)('%s', async (name) => {
    const page = (requests[name].from as readonly string[]).includes('technician')
      ? await anew('technician')
      : await anew('customer');
    for (const [what, input] of nonsense) {
      const wrong =
        what === 'a member too many'
          ? { ...wellFormed(name, customer.requestId), extra: 1 }
          : input;
      if (wrong === undefined) continue;
      expect([what, codeOf(await page.ask(name, wrong))]).toEqual([what, 'bad-request']);
    }
  });
  test.each(noticeNames)('%s', async (name) => {
    const page = (notices[name].from as readonly string[]).includes('technician')
      ? await anew('technician')
      : await anew('customer');
    for (const [, input] of nonsense.slice(1, 4)) {
      expect(await refusedNotice(page, name, input)).toBe('bad-request');
    }
  });
});

describe('[T12] party: what only technicians may is forbidden to customers, and the other way round', () => {
  test.each(requestNames.filter((name) => requests[name].from.length === 1))('%s', async (name) => {
    const wrongPage = await anew(
      requests[name].from[0] === 'technician' ? 'customer' : 'technician',
    );
    const reply = await wrongPage.ask(name, wellFormed(name, customer.requestId));
    expect(codeOf(reply)).toBe('forbidden');
    tried('the other party', name, 'request');
  });
  test.each(noticeNames.filter((name) => notices[name].from.length === 1))('%s', async (name) => {
    const code = await refusedNotice(
      await anew(notices[name].from[0] === 'technician' ? 'customer' : 'technician'),
      name,
      wellFormed(name, customer.requestId),
    );
    expect(code).toBe('forbidden');
    tried('the other party', name, 'request');
  });
});

describe("[T12] a customer's token opens that customer's request and nothing else", () => {
  const forCustomers = requestNames.filter((name) =>
    (requests[name].from as readonly string[]).includes('customer'),
  );
  test.each(forCustomers.filter((name) => name !== 'request:unfollow' && name !== 'relay:leave'))(
    "%s on another's request is answered as on one that does not exist",
    async (name) => {
      const other = await openRequest(installation.url);
      const theirs = await customer.ask(name, wellFormed(name, other.requestId));
      const nobodys = await customer.ask(name, wellFormed(name, uuidV7()));
      expect([codeOf(theirs), codeOf(nobodys)]).toEqual(['not-found', 'not-found']);
      tried('another customer', name, 'request');
    },
  );
  test.each(['chat:typing', 'chat:read', 'link:signal', 'seal:step', 'helper:input'])(
    "%s on another's request",
    async (name) => {
      const other = await openRequest(installation.url);
      expect(await refusedNotice(customer, name, wellFormed(name, other.requestId))).toBe(
        'not-found',
      );
      tried('another customer', name, 'request');
    },
  );
  test('nothing of another request is told to its socket', async () => {
    const heard: string[] = [];
    customer.socket.onAny(
      (name: string, message: { requestId?: string; entry?: { requestId: string } }) =>
        heard.push(`${name} ${message.requestId ?? message.entry?.requestId ?? ''}`),
    );
    const other = await enterAsCustomer(installation.url);
    await other.request('request:follow', { requestId: other.requestId, afterSeq: 0 });
    await other.request('chat:post', {
      requestId: other.requestId,
      id: uuidV7(),
      text: 'private',
    });
    customer.socket.offAny();
    expect(heard.filter((line) => line.includes(other.requestId))).toEqual([]);
  });
});

describe('[T12] only the technician who has a request takes part in it', () => {
  test('others may read it, and neither write nor share nor link', async () => {
    const { requestId } = await enterAsCustomer(installation.url);
    await technician.request('request:assign', { requestId });
    const other = await enterAsTechnician(installation.url, 'tech2@demo.test');
    for (const name of [
      'chat:post',
      'share:propose',
      'request:end',
      'request:unassign',
      'relay:join',
    ]) {
      expect([name, codeOf(await other.ask(name, wellFormed(name, requestId)))]).toEqual([
        name,
        'forbidden',
      ]);
    }
    expect((await other.ask('request:follow', wellFormed('request:follow', requestId))).ok).toBe(
      true,
    );
  });
});

describe('out of turn', () => {
  test('[S1] sharing that nobody proposed is a conflict, and changes nothing', async () => {
    const { requestId, ...page } = await enterAsCustomer(installation.url);
    expect(await page.ask('share:start', { requestId, surface: 'tab' })).toMatchObject({
      error: { code: 'conflict', reason: 'phase-forbids', retryable: false },
    });
    const { request } = await page.request('request:follow', { requestId, afterSeq: 0 });
    expect(request).toMatchObject({ version: 1, live: { share: { phase: 'off' } } });
  });
  test('[S6] the relay is closed to a request in which nothing is shared', async () => {
    const { requestId, ...page } = await enterAsCustomer(installation.url);
    expect(codeOf(await page.ask('relay:join', { requestId }))).toBe('conflict');
  });
});

describe('[C2] the edge', () => {
  test('an unknown event is refused by a code, counted, and hurts nobody else', async () => {
    expect(codeOf(await customer.ask('no:such-event', {}))).toBe('bad-request');
    expect(codeOf(await customer.ask('toString', {}))).toBe('bad-request');
    const metrics = await (await fetch(`${installation.url}/metrics`)).text();
    expect(metrics).toMatch(/beside_refused_total\{event="unknown",code="bad-request"\} [1-9]/);
    expect(metrics).not.toContain('no:such-event');
    expect((await technician.ask('requests:list', {})).ok).toBe(true);
  });
  test('a text that is too long is refused by a code that says so', async () => {
    const { requestId } = customer;
    const reply = await customer.ask('chat:post', {
      requestId,
      id: uuidV7(),
      text: 'x'.repeat(8001),
    });
    expect(reply).toMatchObject({ error: { code: 'bad-request', reason: 'too-large' } });
  });
  test('a frame that is too large ends the connection that sent it, and is counted', async () => {
    const page = await enterAsCustomer(installation.url);
    const gone = new Promise((resolve) => page.socket.once('disconnect', resolve));
    page.socket.emit('chat:post', { text: 'x'.repeat(2_000_000) });
    await gone;
    const metrics = await (await fetch(`${installation.url}/metrics`)).text();
    expect(metrics).toMatch(/beside_refused_total\{event="frame",code="bad-request"\} [1-9]/);
    expect(
      (await customer.ask('chat:since', { requestId: customer.requestId, afterSeq: 0 })).ok,
    ).toBe(true);
  });
  test('a flood is held off by a code, and the others go on', async () => {
    const { requestId, ...page } = await enterAsCustomer(installation.url);
    const replies = await Promise.all(
      Array.from({ length: 400 }, () => page.ask('chat:since', { requestId, afterSeq: 0 })),
    );
    const codes = replies.map(codeOf);
    expect(codes).toContain('ok');
    expect(codes).toContain('rate-limited');
    expect((await technician.ask('requests:list', {})).ok).toBe(true);
  });
  test.each([
    ['another protocol version', { party: 'technician', protocol: 999 }, 'bad-request'],
    ['no cookie', { party: 'technician' }, 'not-authenticated'],
    ['a token that is none', { party: 'customer', token: 'guess' }, 'not-authenticated'],
    ['a party that is none', { party: 'administrator' }, 'bad-request'],
  ])('a socket with %s is refused', async (_what, auth, code) => {
    await expect(connect(installation.url, auth)).rejects.toMatchObject({ data: { code } });
  });
  test("another site's page gets no socket, even with the technician's cookie", async () => {
    const cookie = await signIn(installation.url);
    for (const transports of [['websocket'], ['polling']]) {
      const socket = io(installation.url, {
        auth: { protocol: protocolVersion, endpoint: uuidV4(), party: 'technician' },
        extraHeaders: { cookie, origin: 'https://evil.example' },
        transports,
        reconnection: false,
        forceNew: true,
      });
      const outcome = await new Promise((resolve) => {
        socket.once('connect', () => resolve('connected'));
        socket.once('connect_error', () => resolve('refused'));
      });
      socket.disconnect();
      expect(outcome).toBe('refused');
    }
  });
});

describe('[P5] the routes', () => {
  test('a flood of forms is held off by a code, and the other addresses go on', async () => {
    const send = (address: string) =>
      postJson(`${installation.url}/api/v1/portals/demo/requests`, requestForm(), {
        'x-forwarded-for': address,
      });
    const answers: number[] = [];
    while (answers.length < 100 && answers.at(-1) !== 429) {
      answers.push((await send('203.0.113.9')).status);
    }
    expect(answers[0]).toBe(200);
    expect(answers.at(-1)).toBe(429);
    expect((await send('203.0.113.10')).status).toBe(200);
  });
  test.each([
    ['no JSON', '{', 400],
    ['an empty object', {}, 400],
    ['a blank name', requestForm({ name: '   ' }), 400],
    ['no e-mail address', requestForm({ email: 'nobody' }), 400],
    ['a question that is too long', requestForm({ question: 'x'.repeat(2001) }), 400],
    ['a body that is too large', requestForm({ question: 'x'.repeat(100_000) }), 400],
    ['a member too many', { ...requestForm(), admin: true }, 400],
  ])('a form with %s is refused', async (_what, body, status) => {
    const response = await postJson(`${installation.url}/api/v1/portals/demo/requests`, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });
  test('a form sent twice opens one request; with another secret it is refused', async () => {
    const form = requestForm();
    const url = `${installation.url}/api/v1/portals/demo/requests`;
    const [first, second] = [await postJson(url, form), await postJson(url, form)];
    expect(await second.json()).toEqual(await first.json());
    const thief = await postJson(url, { ...requestForm(), id: form.id });
    expect(thief.status).toBe(409);
  });
  test('a portal that does not exist is not found, whatever its name', async () => {
    for (const slug of ['nope', '..%2f..%2fetc', 'A'.repeat(300)]) {
      const response = await fetch(`${installation.url}/api/v1/portals/${slug}`);
      expect(response.status).toBe(404);
    }
  });
  test('a wrong password and an unknown address are answered alike', async () => {
    const url = `${installation.url}/api/v1/sign-in`;
    const answers = await Promise.all(
      ['tech@demo.test', 'nobody@demo.test'].map(async (email) => {
        const response = await postJson(url, { email, password: 'wrong' });
        const { error } = (await response.json()) as { error: { code: string; reason: string } };
        return [response.status, error.code, error.reason];
      }),
    );
    expect(answers[0]).toEqual([401, 'not-authenticated', 'wrong-credentials']);
    expect(answers[1]).toEqual(answers[0]);
  });
  test('guessing passwords is slowed down for that address', async () => {
    const url = `${installation.url}/api/v1/sign-in`;
    const statuses: number[] = [];
    for (let at = 0; at < 12; at += 1) {
      statuses.push(
        (await postJson(url, { email: 'admin@demo.test', password: `guess ${at}` })).status,
      );
    }
    expect(statuses).toContain(429);
  });
  test('signing out ends the session and its sockets', async () => {
    const page = await enterAsTechnician(installation.url);
    const gone = new Promise((resolve) => page.socket.once('disconnect', resolve));
    await postJson(`${installation.url}/api/v1/sign-out`, {}, { cookie: page.cookie });
    await gone;
    const me = await fetch(`${installation.url}/api/v1/me`, { headers: { cookie: page.cookie } });
    expect(me.status).toBe(401);
  });
});

test('[O4] the log holds no token, password, question or chat', async () => {
  const { requestId, token, ...page } = await enterAsCustomer(installation.url, {
    question: 'a-question-nobody-should-log',
  });
  await page.request('chat:post', {
    requestId,
    id: uuidV7(),
    text: 'a-text-nobody-should-log',
  });
  await page.ask('chat:post', { requestId, id: 'wrong', text: 'a-refused-text-nobody-should-log' });
  const cookie = await signIn(installation.url);
  const log = installation.log.join('');
  expect(log.length).toBeGreaterThan(0);
  for (const secret of [token, cookie.split('=')[1] ?? '', 'nobody-should-log', 'correct horse']) {
    expect(log).not.toContain(secret);
  }
});
