import type { Socket } from 'node:net';
import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { protocolVersion } from '@beside/shared/protocol/version';
import { enterAsCustomer, openRequest } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { frames, openPlain, openRaw, type RawSocket } from '../../support/network/rawSocket.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

const limited = async (limit: string): Promise<number> => {
  const metrics = await (await fetch(`${installation.url}/metrics`)).text();
  const found = new RegExp(`beside_limited_total\\{limit="${limit}"\\} (\\d+)`).exec(metrics);
  return Number(found?.[1] ?? 0);
};

/** A customer's page without manners. */
async function enterRaw(): Promise<RawSocket & { requestId: string; hello: string }> {
  const { requestId, token } = await openRequest(installation.url);
  const raw = await openRaw(installation.url);
  const auth = { protocol: protocolVersion, endpoint: uuidV4(), party: 'customer', token };
  const hello = `40${JSON.stringify(auth)}`;
  raw.send(hello);
  await raw.until('40{"sid"');
  return { ...raw, requestId, hello };
}

async function isWell(): Promise<void> {
  const { requestId, ...page } = await enterAsCustomer(installation.url);
  expect((await page.ask('chat:since', { requestId, afterSeq: 0 })).ok).toBe(true);
  page.close();
}

test.each([
  ['events that nobody knows', (raw: RawSocket) => raw.send('42["nobody:knows",{}]')],
  ['events of the contract', (raw: RawSocket) => raw.send('42["chat:typing",{"typing":true}]')],
  ['pongs that nobody asked for', (raw: RawSocket) => raw.send('3')],
  ['pings of WebSocket, each of which is answered', (raw: RawSocket) => raw.send('', frames.ping)],
])('[Q4] who floods with %s is cut, within two seconds', async (_what, sendOne) => {
  const raw = await enterRaw();
  const before = performance.now();
  for (let sent = 0; sent < 200_000 && !raw.isClosed(); sent += 500) {
    for (let at = 0; at < 500; at += 1) sendOne(raw);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await raw.closed;
  expect(performance.now() - before).toBeLessThan(2_000);
  // Another connection by the same token is none the sooner.
  const again = await openRaw(installation.url);
  again.send(raw.hello);
  expect(await again.until('retryAfterMs')).toContain('rate-limited');
  again.socket.destroy();
  await isWell();
});

test('[Q4] who sends more bytes than a person can need is cut', async () => {
  const raw = await enterRaw();
  const large = `42["chat:typing",{"text":"${'x'.repeat(60_000)}"}]`;
  for (let at = 0; at < 200 && !raw.isClosed(); at += 1) {
    raw.send(large);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await raw.closed;
  expect(await limited('bytes-by-connection')).toBe(1);
});

test('[Q4] who asks without reading is cut before the answers fill the memory', async () => {
  const { requestId, socket, ...raw } = await enterRaw();
  for (let at = 0; at < 30; at += 1) {
    const message = { requestId, id: uuidV7(), text: 'x'.repeat(8000) };
    raw.send(`42${at}["chat:post",${JSON.stringify(message)}]`);
  }
  await raw.until('4329[');
  socket.pause();
  // Each of them is answered with 240 kB: all together, with 48 MB.
  for (let at = 100; at < 300; at += 1) {
    raw.send(`42${at}["chat:since",${JSON.stringify({ requestId, afterSeq: 0 })}]`);
  }
  await expect.poll(() => limited('slow-reader'), { timeout: 10_000 }).toBe(1);
  socket.destroy();
  await isWell();
});

test('[Q4] whoever says nothing, or half of it, is let go of within eleven seconds', async () => {
  const { url } = installation;
  const { host } = new URL(url);
  const half = (text: string) => async (): Promise<Socket> => {
    const socket = await openPlain(url);
    socket.resume();
    socket.write(text);
    return socket;
  };
  const post = `POST /api/v1/portals/demo/requests HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
  const ways: (() => Promise<Socket>)[] = [
    half(''),
    half(`GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `),
    half(`${post}Content-Length: 500\r\n\r\n{"id":`),
    half(`${post}Transfer-Encoding: chunked\r\n\r\n5\r\n{"id"`),
    half(`PATCH /api/v1/uploads/x HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 500\r\n\r\nx`),
    // A socket that never says who it is, and one whose answer to that it does not wait for.
    async () => (await openRaw(url)).socket,
    async () => {
      const raw = await openRaw(url);
      raw.send('40{"protocol":1}');
      return raw.socket;
    },
  ];
  const before = performance.now();
  const sockets = await Promise.all(ways.flatMap((open) => Array.from({ length: 20 }, open)));
  const drips = setInterval(() => sockets.forEach((socket) => socket.write(' ')), 1_000);
  await Promise.all(
    sockets.map((socket) =>
      socket.closed ? Promise.resolve() : new Promise((resolve) => socket.once('close', resolve)),
    ),
  );
  clearInterval(drips);
  expect(performance.now() - before).toBeLessThan(11_900);
  await isWell();
});
