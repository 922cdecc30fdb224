import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireError } from '@beside/shared/protocol/errors';
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
import { openRaw } from '../../support/network/rawSocket.ts';
import { ask, begin, locationOf, newEntryId } from '../../support/installation/upload.ts';
import {
  administrator,
  allowRecordings,
  pieceOf,
  putPiece,
  startRecording,
  startSharing,
} from '../recording/support.ts';

/** Small shares: a tenth of everything. */
let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation({ LIMIT_FACTOR: '0.1' });
});
afterAll(() => installation.close());

const from = (address: string) => ({ 'x-forwarded-for': address });
const errorOf = async (response: Response): Promise<WireError> =>
  ((await response.json()) as { error: WireError }).error;
const sendForm = (address: string, url = installation.url) =>
  postJson(`${url}/api/v1/portals/demo/requests`, requestForm(), from(address));
const limited = async (limit: string): Promise<number> => {
  const metrics = await (await fetch(`${installation.url}/metrics`)).text();
  return Number(
    new RegExp(`beside_limited_total\\{limit="${limit}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0,
  );
};
/** Sends until it is refused, and gives that answer with how many had passed. */
async function untilRefused(most: number, send: (at: number) => Promise<Response>) {
  for (let passed = 0; passed <= most; passed += 1) {
    const response = await send(passed);
    if (response.status === 429) return { passed, response };
  }
  throw new Error(`${most} passed`);
}
const handshakeError = async (
  auth: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<Partial<WireError>> =>
  connect(installation.url, auth, headers).then(
    (page) => {
      page.close();
      return {};
    },
    (failure: unknown) => (failure as Error & { data?: WireError }).data ?? { code: 'unavailable' },
  );

describe('[Q1] who is refused is told how long to wait', () => {
  test('by HTTP, in the header and in the answer, and it is counted without saying who', async () => {
    const { passed, response } = await untilRefused(6, () => sendForm('203.0.113.20'));
    expect(passed).toBe(6);
    const error = await errorOf(response);
    expect(error).toMatchObject({ code: 'rate-limited', reason: 'too-fast', retryable: true });
    expect(error.retryAfterMs).toBeGreaterThan(500_000);
    expect(response.headers.get('retry-after')).toBe(String(Math.ceil(error.retryAfterMs! / 1000)));
    expect(await limited('forms-by-address')).toBe(1);
    expect(await (await fetch(`${installation.url}/metrics`)).text()).not.toContain('203.0.113');
    expect((await sendForm('203.0.113.21')).status).toBe(200);
  });

  test('by the socket, and goes on after that', async () => {
    const { requestId, ...page } = await enterAsCustomer(installation.url);
    const replies = await Promise.all(
      Array.from({ length: 40 }, () => page.ask('chat:since', { requestId, afterSeq: 0 })),
    );
    const refused = replies.find((reply) => !reply.ok);
    const { error } = refused as { error: WireError };
    expect(error).toMatchObject({ code: 'rate-limited', reason: 'too-fast' });
    expect(error.retryAfterMs).toBeLessThan(1000);
    await expect
      .poll(async () => (await page.ask('chat:since', { requestId, afterSeq: 0 })).ok)
      .toBe(true);
    page.close();
  });

  test('after wrong passwords as well', async () => {
    const { response } = await untilRefused(20, () =>
      postJson(`${installation.url}/api/v1/sign-in`, {
        email: 'manager@demo.test',
        password: 'wrong',
      }),
    );
    const seconds = Number(response.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(5);
  });
});

describe('[Q2] an address', () => {
  test('of IPv6 is its /64', async () => {
    const { passed } = await untilRefused(6, (at) => sendForm(`2001:db8:7:7::${at + 1}`));
    expect(passed).toBe(6);
    expect((await sendForm('2001:db8:7:8::1')).status).toBe(200);
  });

  test('is the last one that a trusted proxy names: what a client writes before it counts for nothing', async () => {
    const { passed } = await untilRefused(6, (at) => sendForm(`198.51.100.${at}, 203.0.113.30`));
    expect(passed).toBe(6);
  });

  test('is that of the connection where no proxy is trusted', async () => {
    const bare = await startTestInstallation({ LIMIT_FACTOR: '0.1', TRUSTED_PROXIES: 'none' });
    try {
      const { passed } = await untilRefused(6, (at) => sendForm(`198.51.100.${at}`, bare.url));
      expect(passed).toBe(6);
    } finally {
      await bare.close();
    }
  });
});

describe('[Q1] a token', () => {
  test('has so many sockets, and room again when one goes', async () => {
    const { token } = await openRequest(installation.url);
    const auth = { party: 'customer', token };
    const pages: TestPage[] = [];
    for (let at = 0; at < 3; at += 1) pages.push(await connect(installation.url, auth));
    expect(await handshakeError(auth)).toMatchObject({ code: 'rate-limited', reason: 'too-fast' });
    pages.pop()?.close();
    await expect.poll(() => handshakeError(auth)).toEqual({});
    for (const page of pages) page.close();
  });

  test('has one socket for each connection, however quickly it asks for a second one', async () => {
    const { token } = await openRequest(installation.url);
    const raw = await openRaw(installation.url);
    const auth = { protocol: protocolVersion, endpoint: uuidV4(), party: 'customer', token };
    raw.send(`40${JSON.stringify(auth)}`);
    raw.send(`40${JSON.stringify(auth)}`);
    await raw.until('40{"sid"');
    // Refused where the first one is still being looked at, cut where it is in.
    await Promise.race([raw.closed, raw.until('conflict')]);
    expect(raw.heard().split('40{"sid"')).toHaveLength(2);
    raw.socket.destroy();
  });

  test('writes so much, long messages costing more than short ones', async () => {
    const { requestId, ...page } = await enterAsCustomer(installation.url);
    const post = (text: string) => page.ask('chat:post', { requestId, id: uuidV7(), text });
    expect((await post('x'.repeat(8000))).ok).toBe(true);
    expect((await post('x'.repeat(8000))).ok).toBe(true);
    expect((await post('x'.repeat(8000))).ok).toBe(true);
    expect(await post('x'.repeat(8000))).toMatchObject({
      error: { code: 'rate-limited', reason: 'too-fast' },
    });
    page.close();
  });

  test('of a technician makes so many codes', async () => {
    const { close, ...technician } = await enterAsTechnician(installation.url, 'tech2@demo.test');
    const make = async () => technician.ask('code:create', {});
    for (let at = 0; at < 6; at += 1) {
      const made = await technician.request('code:create', {});
      await technician.request('code:cancel', { id: made.code.id });
    }
    expect(await make()).toMatchObject({ error: { code: 'rate-limited', reason: 'too-fast' } });
    close();
  });

  test('uploads so many bytes in a day, counted as they are announced', async () => {
    const { requestId, token } = await openRequest(installation.url);
    const size = 20 * 1024 ** 2;
    const statuses: number[] = [];
    for (let at = 0; at < 30 && statuses.at(-1) !== 429; at += 1) {
      const begun = await begin(
        installation.url,
        { token },
        { requestId, id: newEntryId(), name: 'a.txt', size },
      );
      statuses.push(begun.status);
      if (begun.status === 201) {
        await ask(installation.url, locationOf(begun), { token }, 'DELETE');
      }
    }
    expect([statuses.length, statuses.at(-1)]).toEqual([21, 429]);
  });
});

describe('[Q1] recordings', () => {
  const piece = (id: string, cookie: string) =>
    fetch(`${installation.url}/api/v1/recordings/${id}/pieces/0?from=0&to=1&endpoint=e`, {
      ...{ method: 'PUT', headers: { cookie, 'content-type': 'application/octet-stream' } },
      // A stream does not say how long it is.
      ...{ body: new Blob(['x']).stream(), duplex: 'half' },
    });

  test('come in so many bytes in a day, counted before they are taken; the others go on', async () => {
    const [cookie, other] = [
      await signIn(installation.url, 'tech2@demo.test'),
      await signIn(installation.url),
    ];
    const id = uuidV7();
    for (let left = 496; left > 0; left -= 62) {
      const statuses = await Promise.all(
        Array.from({ length: 62 }, async () => (await piece(id, cookie)).status),
      );
      expect(new Set(statuses)).toEqual(new Set([404]));
    }
    const refused = await piece(id, cookie);
    expect(refused.status).toBe(429);
    expect(await errorOf(refused)).toMatchObject({ code: 'rate-limited', reason: 'too-fast' });
    expect(await limited('recorded-kib-by-token')).toBe(1);
    expect((await piece(id, other)).status).toBe(404);
  });

  test('are played so much in an hour, and fetched whole so often', async () => {
    await allowRecordings(installation.url);
    const session = await startSharing(installation.url);
    const { id, since } = await startRecording(session, session.requestId);
    const { endpoint, cookie } = session.technician;
    const span = { number: 0, from: since, to: since + 100, endpoint };
    expect((await putPiece(installation.url, cookie, id, span, pieceOf('x'))).status).toBe(200);
    const manager = await signIn(installation.url, 'admin@demo.test');
    const { ask: askAdmin } = administrator(installation.url, manager);
    const { key } = await askAdmin('recordings/open', { id });
    const look = (what: string) =>
      fetch(`${installation.url}/api/admin/recordings/${id}/${what}?key=${key}`, {
        headers: { cookie: manager },
      });
    expect((await untilRefused(2, () => look('file'))).passed).toBe(2);
    expect((await look('pieces/0')).status).toBe(200);
    expect((await untilRefused(128, () => look('events'))).passed).toBe(127);
    expect((await look('pieces/0')).status).toBe(429);
    session.customer.close();
    session.technician.close();
  });
});

test('[Q1] who guesses tokens is held off by address, on the socket and by HTTP', async () => {
  const headers = from('203.0.113.40');
  const guess = { party: 'customer', token: 'g'.repeat(43) };
  for (let at = 0; at < 30; at += 1) {
    expect((await handshakeError(guess, headers)).code).toBe('not-authenticated');
    const answer = await fetch(`${installation.url}/api/v1/portals`, {
      headers: { ...headers, authorization: `Bearer ${'g'.repeat(43)}` },
    });
    expect(answer.status).toBe(401);
  }
  expect((await handshakeError(guess, headers)).code).toBe('rate-limited');
  expect((await handshakeError(guess, from('203.0.113.41'))).code).toBe('not-authenticated');
});

test('[Q1] one address asks so much of the API, and the others go on', async () => {
  const look = (address: string) =>
    fetch(`${installation.url}/api/v1/portals/demo`, { headers: from(address) });
  const { passed } = await untilRefused(200, () => look('203.0.113.50'));
  expect(passed).toBe(120);
  expect((await look('203.0.113.51')).status).toBe(200);
});
