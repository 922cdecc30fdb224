import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { v4 as uuidV4 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountId, PortalId, UserId } from '@beside/shared/domain/ids';
import { defaultFields } from '@beside/shared/domain/portal';
import { protocolVersion } from '@beside/shared/protocol/version';
import { hashPassword } from '@beside/signaling-server/identity/passwords';
import { createLogger } from '@beside/signaling-server/ops/log';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import {
  connect,
  enterAsTechnician,
  postJson,
  requestForm,
} from '../../support/installation/people.ts';
import {
  demoPassword,
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
} from '../../support/installation/upload.ts';

const shop = 'https://shop.example';
const other = 'https://other.example';
const evil = 'https://evil.example';
const email = 'tech@acme.test';

let dataDir: string;
let installation: TestInstallation;

/** Two accounts: `shop` and `plain` belong to the first, `other` to the second. */
async function fill(): Promise<void> {
  const storage = await openStorage({ dataDir, log: createLogger('silent') });
  const passwordHash = await hashPassword(demoPassword);
  const portals: [string, string[]][][] = [
    [
      ['shop', [shop, 'https://*.shop.example']],
      ['plain', []],
    ],
    [['other', [other]]],
  ];
  for (const [at, list] of portals.entries()) {
    const accountId = uuidV4() as AccountId;
    const person = { name: 'Toni', role: 'technician' as const, passwordHash, accountId };
    await storage.directory.createAccount(
      { id: accountId, name: `Acme ${at}`, colour: '#123456' },
      at === 0 ? [{ ...person, id: uuidV4() as UserId, email }] : [],
      list.map(([slug, embedOrigins]) => ({
        id: uuidV4() as PortalId,
        accountId,
        slug,
        name: slug,
        greeting: '',
        type: 'smart-box',
        mode: 'queue',
        settings: { fields: defaultFields('smart-box'), hours: null, embedOrigins },
        technicians: [],
      })),
    );
  }
  await storage.close();
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'beside-origins-'));
  await fill();
  installation = await startTestInstallation({ DATA_DIR: dataDir });
});
afterAll(async () => {
  await installation.close();
  await rm(dataDir, { recursive: true, force: true });
});

const at = (path: string): string => `${installation.url}/api/v1/${path}`;
const from = (origin: string) => ({ headers: { origin } });

/** Sends the form of that portal, from a page of that origin. */
async function send(slug: string, origin: string, more = {}) {
  const form = requestForm(more);
  const response = await postJson(at(`portals/${slug}/requests`), form, { origin });
  return { response, requestId: form.id, token: form.secret };
}

/** What becomes of a socket that a page of that origin opens. */
async function knock(
  origin: string | undefined,
  auth: Record<string, unknown>,
  { cookie = '', transport = 'websocket' } = {},
): Promise<string> {
  const socket = io(installation.url, {
    auth: { protocol: protocolVersion, endpoint: uuidV4(), ...auth },
    extraHeaders: { ...(origin ? { origin } : {}), ...(cookie ? { cookie } : {}) },
    transports: [transport],
    reconnection: false,
    forceNew: true,
  });
  const outcome = await new Promise<string>((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', (error: Error & { data?: { code?: string } }) =>
      resolve(error.data?.code ?? 'refused at the door'),
    );
  });
  socket.disconnect();
  return outcome;
}

describe('[P8] the routes of a portal', () => {
  test.each([shop, 'https://www.shop.example'])(
    'are open to %s, without credentials',
    async (origin) => {
      const view = await fetch(at('portals/shop'), from(origin));
      expect(view.status).toBe(200);
      expect(view.headers.get('access-control-allow-origin')).toBe(origin);
      expect(view.headers.get('vary')).toContain('Origin');
      const preflight = await fetch(at('portals/shop/requests'), {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
      expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
      const { response } = await send('shop', origin);
      expect(response.status).toBe(200);
      for (const answer of [view, preflight, response]) {
        expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      }
    },
  );

  test.each([
    ['another site', 'shop', evil],
    ['a site of another account', 'shop', other],
    ['a site that another portal of the account allows', 'plain', shop],
    ['the same site without TLS', 'shop', 'http://shop.example'],
    ['a page without an origin of its own', 'shop', 'null'],
    ['a portal that does not exist', 'nope', shop],
  ])('are closed to %s, as if there were none', async (_what, slug, origin) => {
    const answers = [
      await fetch(at(`portals/${slug}`), from(origin)),
      await fetch(at(`portals/${slug}/requests`), { ...from(origin), method: 'OPTIONS' }),
      (await send(slug, origin)).response,
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('everything else of the API is closed to every other site', async () => {
    for (const origin of [shop, evil]) {
      expect((await fetch(at('me'), from(origin))).status).toBe(404);
      const signIn = { email, password: demoPassword };
      expect((await postJson(at('sign-in'), signIn, { origin })).status).toBe(404);
      expect((await postJson(at('sign-out'), {}, { origin })).status).toBe(404);
      const join = requestForm({ code: '123456789' });
      expect((await postJson(at('join'), join, { origin })).status).toBe(404);
    }
  });

  test('a site that says it is ours by the name it was called by is ours', async () => {
    const { origin } = new URL(installation.url);
    expect((await fetch(at('portals/plain'), from(origin))).status).toBe(200);
  });
});

describe('[P8][F1] files', () => {
  const file = { name: 'a.txt', size: 4 };
  const readable = ({ headers }: Response) => headers.get('access-control-allow-origin');

  test('go to and fro on a site that carries the portal', async () => {
    const { requestId, token } = await send('shop', shop);
    const customer = await connect(
      installation.url,
      { party: 'customer', token },
      { origin: shop },
    );
    await customer.request('request:follow', { requestId: requestId, afterSeq: 0 });
    const preflight = await fetch(at('uploads'), { method: 'OPTIONS', ...from(shop) });
    expect([preflight.status, readable(preflight)]).toEqual([204, shop]);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('upload-metadata');

    const told = nextFile(customer);
    const sender = { token, origin: shop };
    const begun = await begin(installation.url, sender, { requestId, id: newEntryId(), ...file });
    expect([begun.status, readable(begun)]).toEqual([201, shop]);
    // A page of another origin has to be shown what it goes on with.
    expect(begun.headers.get('access-control-expose-headers')).toMatch(/\bLocation\b/i);
    const location = locationOf(begun);
    const half = await patch(installation.url, location, sender, Buffer.from('ab'));
    expect(half.headers.get('access-control-expose-headers')).toMatch(/\bUpload-Offset\b/i);
    const asked = await ask(installation.url, location, sender, 'HEAD');
    expect([asked.headers.get('upload-offset'), readable(asked)]).toEqual(['2', shop]);
    await patch(installation.url, location, sender, Buffer.from('cd'), 2);
    const fileId = (await told).file.id;

    const link = await customer.request('file:link', { requestId: requestId, fileId });
    const fetched = await fetch(installation.url + link.url, from(shop));
    expect([await fetched.text(), readable(fetched)]).toEqual(['abcd', shop]);
    expect(fetched.headers.get('access-control-allow-credentials')).toBeNull();
    const elsewhere = await fetch(installation.url + link.url, from(evil));
    expect([elsewhere.status, readable(elsewhere)]).toEqual([404, null]);
    customer.close();
  });

  test('are refused from every other site, and to everybody else', async () => {
    const { requestId, token } = await send('shop', shop);
    const plain = await send('plain', installation.url);
    const technician = await enterAsTechnician(installation.url, email);
    const { cookie } = technician;
    technician.close();
    const statusOf = async (of: string, sender: Parameters<typeof begin>[1]) =>
      (await begin(installation.url, sender, { requestId: of, id: newEntryId(), ...file })).status;
    expect(await statusOf(requestId, { token, origin: evil })).toBe(404);
    expect(await statusOf(requestId, { token, origin: other })).toBe(401);
    expect(await statusOf(plain.requestId, { token: plain.token, origin: shop })).toBe(401);
    expect(await statusOf(requestId, { cookie, origin: shop })).toBe(401);
    const preflight = await fetch(at('uploads'), { method: 'OPTIONS', ...from(evil) });
    expect([preflight.status, readable(preflight)]).toEqual([404, null]);
    // The rest of what stands beside them stays shut.
    expect((await fetch(at('profiles/x?key=y'), from(shop))).status).toBe(404);
  });
});

describe('[P8] the socket', () => {
  test.each(['websocket', 'polling'])(
    'is open to the customer of that portal (%s)',
    async (transport) => {
      const { token } = await send('shop', shop);
      const auth = { party: 'customer', token };
      expect(await knock(shop, auth, { transport })).toBe('connected');
      expect(await knock('https://www.shop.example', auth, { transport })).toBe('connected');
      expect(await knock(undefined, auth, { transport })).toBe('connected');
    },
  );

  test('is not open to that customer on a site that this portal does not allow', async () => {
    const { token } = await send('shop', shop);
    expect(await knock(other, { party: 'customer', token })).toBe('not-authenticated');
    expect(await knock(evil, { party: 'customer', token })).toBe('refused at the door');
    const plain = await send('plain', installation.url);
    expect(await knock(shop, { party: 'customer', token: plain.token })).toBe('not-authenticated');
  });

  test.each(['websocket', 'polling'])('is never open to a technician (%s)', async (transport) => {
    const technician = await enterAsTechnician(installation.url, email);
    const { cookie } = technician;
    technician.close();
    expect(await knock(shop, { party: 'technician' }, { cookie, transport })).toBe(
      'not-authenticated',
    );
    expect(await knock(evil, { party: 'technician' }, { cookie, transport })).toBe(
      'refused at the door',
    );
    expect(await knock(undefined, { party: 'technician' }, { cookie, transport })).toBe(
      'connected',
    );
  });

  test('[T9] stays open where the request was transferred to a portal that the site does not carry', async () => {
    const source = { ...requestForm().source, referrer: `${shop}/basket?item=1` };
    const begun = await send('shop', shop, { source });
    const elsewhere = await send('shop', 'https://www.shop.example');
    const technician = await enterAsTechnician(installation.url, email);
    const portals = (await technician.request('technicians:list', {})).portals;
    const plain = portals.find(({ name }) => name === 'plain');
    for (const { requestId } of [begun, elsewhere]) {
      await technician.ask('request:assign', { requestId });
      await technician.ask('request:transfer', {
        requestId,
        to: { kind: 'portal', id: plain?.id },
      });
    }
    technician.close();
    expect(await knock(shop, { party: 'customer', token: begun.token })).toBe('connected');
    expect(await knock(shop, { party: 'customer', token: elsewhere.token })).toBe(
      'not-authenticated',
    );
  });

  test('what it answers to a page that has to poll may be read there and nowhere else', async () => {
    const read = async (origin: string) => {
      const response = await fetch(
        `${installation.url}/socket.io/?EIO=4&transport=polling`,
        from(origin),
      );
      const { headers } = response;
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      return [response.status, headers.get('access-control-allow-origin')];
    };
    expect(await read(shop)).toEqual([200, shop]);
    expect(await read(evil)).toEqual([403, null]);
  });
});

test('[I3] who waits for a shared tab is told to the sites of that account alone', async () => {
  const { requestId, token } = await send('shop', shop);
  const customer = await connect(installation.url, { party: 'customer', token });
  const technician = await enterAsTechnician(installation.url, email);
  await customer.ask('request:follow', { requestId, afterSeq: 0 });
  for (const name of ['request:assign', 'request:join', 'share:propose']) {
    await technician.ask(name, { requestId });
  }
  await customer.ask('share:start', { requestId, surface: 'tab' });
  const place = 'p'.repeat(22);
  await customer.ask('tab:open', { requestId, place, sealed: 'YQ==' });
  const told = async (origin: string) => {
    const response = await fetch(at(`tabs/${place}`), from(origin));
    const { data } = (await response.json()) as { data?: unknown };
    return [response.status, response.headers.get('access-control-allow-origin'), data];
  };
  expect(await told(shop)).toEqual([200, shop, { sealed: 'YQ==', company: 'Acme 0' }]);
  expect(await told(other)).toEqual([200, other, null]);
  expect(await told(evil)).toEqual([404, null, undefined]);
  const answer = (origin: string) => postJson(at(`tabs/${place}`), { sealed: 'Yg==' }, { origin });
  expect((await answer(other)).status).toBe(404);
  expect((await answer(evil)).status).toBe(404);
  expect((await answer(shop)).status).toBe(200);
  customer.close();
  technician.close();
});
