import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { expect, it, onTestFinished } from 'vitest';
import { proofText, sfuLinkVersion } from '@beside/shared/protocol/sfuLink';
import { openRemoteSfuNodes } from '@beside/signaling-server/media/remoteSfuNodes';

const secret = 'what both ends know about';
const unavailable = { code: 'unavailable', reason: 'relay-unavailable' };

type Frame = { type: string; id: number; nonce: string; name: string };

/** A node that keeps the protocol as far as the test wants it to. */
async function pretend({
  knows = secret,
  version = sfuLinkVersion,
  answer = () => undefined,
}: {
  knows?: string;
  version?: number;
  answer?: (frame: Frame, socket: WebSocket) => void;
}) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const heard: Frame[] = [];
  const state = { id: randomUUID(), region: 'here', capacity: 9, rooms: 0, load: 0 };
  server.on('connection', (socket) => {
    const nonce = randomBytes(32).toString('base64url');
    const say = (frame: unknown): void => socket.send(JSON.stringify(frame));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Frame;
      heard.push(frame);
      if (frame.type === 'ask') return answer(frame, socket);
      const text = proofText('node', { node: nonce, signaling: frame.nonce });
      const proof = createHmac('sha256', knows).update(text).digest('base64url');
      say({ type: 'welcome', proof, state: { ...state, draining: false, reason: null } });
    });
    say({ type: 'challenge', version, nonce });
  });
  const lines: string[] = [];
  const keep = (fields: object, message: string): void =>
    void lines.push(`${message} ${JSON.stringify(fields)}`);
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { nodes, follow, close } = openRemoteSfuNodes(secret, { info: keep, warn: keep });
  follow([url]);
  onTestFinished(() => {
    close();
    for (const client of server.clients) client.terminate();
    server.close();
  });
  await nodes.tried;
  return { nodes, id: state.id, heard, lines, server };
}

it('[K1] a node that knows the secret is asked, and says of itself what it is', async () => {
  const { nodes, id } = await pretend({
    answer: ({ id: to }, socket) =>
      socket.send(JSON.stringify({ type: 'done', id: to, output: { rooms: ['a'] } })),
  });
  expect(nodes.reachable()).toMatchObject([{ id, region: 'here', capacity: 9 }]);
  expect(nodes.state()).toEqual({ ready: true });
  expect(await nodes.request(id, 'rooms:list', {})).toEqual({ rooms: ['a'] });
  await expect(nodes.request(randomUUID(), 'rooms:list', {})).rejects.toMatchObject(unavailable);
});

it('[K1] one that does not know it is asked nothing, and is not told the secret', async () => {
  const { nodes, heard, lines } = await pretend({ knows: 'something else' });
  expect(nodes.reachable()).toEqual([]);
  expect(nodes.state()).toMatchObject({ ready: false });
  expect(heard.every(({ type }) => type === 'prove')).toBe(true);
  expect(lines.join()).toContain('its proof is wrong: is SFU_SECRET the same on both?');
  expect(JSON.stringify([heard, lines])).not.toContain(secret);
});

it('[K1] one of another version is named in the log, and tried again', async () => {
  const { nodes, lines, server } = await pretend({ version: 2 });
  expect(nodes.state()).toMatchObject({ ready: false });
  expect(lines.join()).toContain('version 2');
  await once(server, 'connection');
});

it.each([
  ['no frame', '{"type":"surprise"}'],
  ['no JSON', 'hello'],
  ['a notice that is none', '{"type":"notice","name":"toString","notice":{}}'],
  ['a notice of another shape', '{"type":"notice","name":"room:lost","notice":{"roomId":1}}'],
])('[K1] one that sends %s is dropped, and is gone until it comes again', async (_what, text) => {
  const { nodes, id, server } = await pretend({
    answer: (_frame, socket) => socket.send(text),
  });
  const gone = new Promise((resolve) => nodes.on('node:gone', resolve));
  await expect(nodes.request(id, 'rooms:list', {})).rejects.toMatchObject(unavailable);
  expect(await gone).toEqual({ id });
  await once(server, 'connection');
});

it('[K1] an answer that the contract does not have is no answer; others go on', async () => {
  const { nodes, id } = await pretend({
    answer: ({ id: to, name }, socket) => {
      const output = name === 'rooms:list' ? { rooms: 'all' } : {};
      socket.send(JSON.stringify({ type: 'done', id: to, output }));
      socket.send(JSON.stringify({ type: 'done', id: to + 1_000, output }));
    },
  });
  await expect(nodes.request(id, 'rooms:list', {})).rejects.toMatchObject({ code: 'internal' });
  expect(await nodes.request(id, 'room:close', { roomId: 'r' })).toEqual({});
});

it('[K1] what a node refuses is refused in the same words; what it never answers, in 3 s', async () => {
  const { nodes, id } = await pretend({
    answer: ({ id: to, name }, socket) => {
      const refusal = { type: 'refused', id: to, code: 'rate-limited', reason: 'relay-limit' };
      if (name === 'rooms:list') socket.send(JSON.stringify(refusal));
    },
  });
  await expect(nodes.request(id, 'rooms:list', {})).rejects.toMatchObject({
    code: 'rate-limited',
    reason: 'relay-limit',
  });
  const never = nodes.request(id, 'room:close', { roomId: 'r' });
  await expect(never).rejects.toMatchObject(unavailable);
});

it('[K4] what is under way when the node goes is answered at once', async () => {
  const { nodes, id } = await pretend({ answer: (_frame, socket) => socket.terminate() });
  const startedAt = performance.now();
  const asked = Array.from({ length: 20 }, () => nodes.request(id, 'rooms:list', {}));
  for (const each of await Promise.allSettled(asked)) {
    expect(each).toMatchObject({ status: 'rejected', reason: unavailable });
  }
  expect(performance.now() - startedAt).toBeLessThan(2_500);
  expect(nodes.reachable()).toEqual([]);
});
