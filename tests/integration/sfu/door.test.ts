import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromSfuNode, proofText, sfuLinkPath } from '@beside/shared/protocol/sfuLink';
import {
  sfuSecret,
  startSfuProcess,
  type SfuProcess,
} from '../../support/installation/sfuProcess.ts';
import { describeWithWorker } from './support/describeWithWorker.ts';

const nonce = (): string => randomBytes(32).toString('base64url');
const sign = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url');

describeWithWorker('the door of an SFU node', () => {
  let node: SfuProcess;
  beforeAll(async () => {
    node = await startSfuProcess();
  });
  afterAll(() => node.close());

  /** A connection that has been challenged, as whoever knocks may see it. */
  async function knock(headers: Record<string, string> = {}) {
    const socket = new WebSocket(`${node.url}${sfuLinkPath}`, { headers });
    const frames: unknown[] = [];
    socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString())));
    socket.on('error', () => undefined);
    const closed = once(socket, 'close').then(([code, reason]) => ({
      code: code as number,
      reason: String(reason),
    }));
    await expect.poll(() => frames.length + Number(socket.readyState === 3)).toBeGreaterThan(0);
    const challenge = fromSfuNode.safeParse(frames[0]);
    const theirs = challenge.success && challenge.data.type === 'challenge' && challenge.data.nonce;
    const say = (frame: unknown): void => socket.send(JSON.stringify(frame));
    const prove = (secret: string, end: 'signaling' | 'node' = 'signaling') => {
      const own = nonce();
      const text = proofText(end, { node: theirs || '', signaling: own });
      const frame = { type: 'prove', nonce: own, proof: sign(secret, text) };
      say(frame);
      return frame;
    };
    return { socket, frames, closed, say, prove, theirs: theirs || '' };
  }

  async function enter() {
    const visitor = await knock();
    const { nonce: own } = visitor.prove(sfuSecret);
    await expect.poll(() => visitor.frames.length).toBeGreaterThan(1);
    return { ...visitor, own };
  }

  const noHint = { code: 1008, reason: '' };

  it('[K1] whoever knows the secret is let in, and is shown that the node knows it too', async () => {
    const { frames, theirs, own, say, socket } = await enter();
    const proof = sign(sfuSecret, proofText('node', { node: theirs, signaling: own }));
    expect(frames[1]).toMatchObject({ type: 'welcome', proof, state: { capacity: 50, rooms: 0 } });
    say({ type: 'ask', id: 1, name: 'rooms:list', input: {} });
    await expect.poll(() => frames).toContainEqual({ type: 'done', id: 1, output: { rooms: [] } });
    socket.close();
  });

  it('[K1] a wrong secret, another end’s proof, an earlier proof: closed, and not told why', async () => {
    const wrong = await knock();
    wrong.prove(`${sfuSecret}.`);
    const reflected = await knock();
    reflected.prove(sfuSecret, 'node');
    const first = await knock();
    const replayed = await knock();
    replayed.say(first.prove(sfuSecret));
    for (const { closed, frames } of [wrong, reflected, replayed]) {
      expect(await closed).toEqual(noHint);
      expect(frames).toHaveLength(1);
    }
    first.socket.close();
  });

  it.each([
    ['a question before any proof', { type: 'ask', id: 1, name: 'rooms:list', input: {} }],
    ['no JSON', undefined],
    ['no frame', { type: 'open sesame' }],
    ['a member too many', { type: 'prove', nonce: nonce(), proof: nonce(), more: 1 }],
    ['a proof of another length', { type: 'prove', nonce: nonce(), proof: 'short' }],
  ])('[K1] %s: closed, and not told why', async (_what, frame) => {
    const stranger = await knock();
    stranger.socket.send(frame ? JSON.stringify(frame) : '{');
    expect(await stranger.closed).toEqual(noHint);
    expect(stranger.frames).toHaveLength(1);
  });

  it('[K1] bytes, and a frame that is too large', async () => {
    const [bytes, large] = [await knock(), await knock()];
    bytes.socket.send(Buffer.from([1, 2, 3]));
    large.socket.send('x'.repeat(300_000));
    expect(await bytes.closed).toEqual(noHint);
    expect(await large.closed).toMatchObject({ code: 1009 });
  });

  it('[K1] who says nothing is shown out after two seconds; a browser does not come in', async () => {
    const silent = await knock();
    const browser = new WebSocket(`${node.url}${sfuLinkPath}`, { origin: 'https://evil.test' });
    const [refused] = (await once(browser, 'error')) as [Error];
    expect(refused.message).toContain('404');
    expect(await silent.closed).toEqual(noHint);
  });

  it('[K1] who has proven themselves and asks nonsense is refused, and hurts nobody else', async () => {
    const [one, other] = [await enter(), await enter()];
    const asked = [
      ['toString', {}],
      ['room:join', { roomId: 'r' }],
      ['room:join', null],
      ['rooms:list', { more: 1 }],
    ];
    asked.forEach(([name, input], at) => one.say({ type: 'ask', id: at + 1, name, input }));
    for (const id of asked.keys()) {
      const refusal = { type: 'refused', id: id + 1, code: 'bad-request' };
      await expect.poll(() => one.frames).toContainEqual(refusal);
    }
    one.say({ type: 'ask', id: 0, name: 'rooms:list', input: {} });
    expect(await one.closed).toEqual(noHint);
    other.say({ type: 'ask', id: 7, name: 'rooms:list', input: {} });
    await expect.poll(() => other.frames).toContainEqual(expect.objectContaining({ id: 7 }));
    other.socket.close();
  });

  it('[K1][O4] the log says what happened, and holds no secret and no proof', async () => {
    const visitor = await knock();
    const { proof } = visitor.prove('not the secret, though long');
    await visitor.closed;
    await expect.poll(() => node.output).toContain('its proof is wrong: is SFU_SECRET the same?');
    expect(node.output).not.toContain(sfuSecret);
    expect(node.output).not.toContain(proof);
  });

  it('[O4] tells whether it lives, whether it relays, and its figures', async () => {
    const at = (path: string) => fetch(`${node.url.replace('ws', 'http')}${path}`);
    expect(await (await at('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await node.readiness()).toMatchObject({ status: 'ready', relay: 'ok', rooms: 0 });
    expect(await (await at('/metrics')).text()).toMatch(/^beside_sfu_workers_running 1$/m);
    expect((await at(sfuLinkPath)).status).toBe(404);
    expect((await fetch(node.url.replace('ws', 'http'), { method: 'POST' })).status).toBe(405);
  });
});

it.each([
  [{}, 'SFU_SECRET'],
  [{ SFU_SECRET: 'short' }, 'SFU_SECRET'],
  [{ SFU_SECRET: sfuSecret, SFU_CAPACITY: 'many' }, 'SFU_CAPACITY'],
  [{ SFU_SECRET: sfuSecret, TLS_CERT: '/cert.pem' }, 'TLS_KEY'],
])('[O2] an SFU node with %o is refused at start, by its name', async (given, name) => {
  const environment = { SFU_SECRET: '', MEDIASOUP_WORKER_BIN: '/bin/false', ...given };
  await expect(startSfuProcess(environment)).rejects.toThrow(name);
});
