import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { sfuRequests } from '@beside/shared/protocol/sfuContract';
import { attributes, stunRequest } from '../../support/network/stun.ts';
import { dtlsParameters } from './support/browserPart.ts';
import { describeWithWorker } from './support/describeWithWorker.ts';
import { startNode } from './support/startNode.ts';

/** What a browser sends to each candidate (RFC 8445, section 7.2). */
const bindingRequest = (username: string, password: string): Buffer =>
  stunRequest(
    0x0001,
    [
      [attributes.username, Buffer.from(username)],
      [attributes.priority, Buffer.from([0x6e, 0x7f, 0x1e, 0xff])],
      [attributes.controlling, randomBytes(8)],
      [attributes.useCandidate, Buffer.alloc(0)],
    ],
    password,
  );

const isStunSuccess = (message: Buffer): boolean => message.readUInt16BE(0) === 0x0101;

async function openUdp(address = '127.0.0.1'): Promise<{ socket: Socket; heard: Buffer[] }> {
  const socket = createSocket('udp4');
  const heard: Buffer[] = [];
  socket.on('message', (message) => heard.push(message));
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  onTestFinished(() => void socket.close());
  return { socket, heard };
}

/** Longer than an answer over loopback takes; that there is none cannot be waited for. */
const silenceMs = 400;

describeWithWorker('the relay and strangers', (workerBin) => {
  /** A transport of a page that has been told to connect, with its port and its password. */
  async function openTransport() {
    const { node } = await startNode(workerBin);
    const where = { roomId: 'r', peerId: 'a' };
    await node.request('room:join', { ...where, holder: 'somebody' });
    const opened = await node.request('transport:open', { ...where, direction: 'send' });
    // As the server of the handshake it would not speak first; as the client it does.
    await node.request('transport:connect', {
      ...where,
      transportId: opened.id,
      dtlsParameters: { ...dtlsParameters, role: 'server' },
    });
    const { port } = opened.iceCandidates[0]!;
    const { usernameFragment, password } = opened.iceParameters;
    return { node, port, username: `${usernameFragment}:them`, password };
  }

  it('[Q5] answers nobody who does not know a page’s password, whatever they send', async () => {
    const { port, username } = await openTransport();
    const { socket, heard } = await openUdp();
    const junk = [
      randomBytes(100),
      Buffer.concat([Buffer.from([0x80, 96]), randomBytes(200)]), // RTP
      Buffer.concat([Buffer.from([0x81, 200, 0, 6]), randomBytes(24)]), // RTCP
      Buffer.concat([Buffer.from([22, 254, 253]), randomBytes(60)]), // DTLS
      bindingRequest('nobody:them', 'guess'),
    ];
    for (const message of junk) socket.send(message, port, '127.0.0.1');
    await setTimeout(silenceMs);
    expect(heard).toEqual([]);
    // A known name with a wrong password: told so at the most, in fewer bytes than it sent.
    const guess = bindingRequest(username, 'guess');
    socket.send(guess, port, '127.0.0.1');
    await setTimeout(silenceMs);
    expect(heard.filter(isStunSuccess)).toEqual([]);
    expect(heard.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(guess.length);
  });

  it('[Q5] speaks to the address that has proved itself, and to no other one', async () => {
    const { port, username, password } = await openTransport();
    const [page, other] = [await openUdp(), await openUdp('127.0.0.2')];
    page.socket.send(bindingRequest(username, password), port, '127.0.0.1');
    await expect.poll(() => page.heard.some(isStunSuccess)).toBe(true);
    // It now begins the handshake, towards who has asked.
    await expect.poll(() => page.heard.some((message) => message[0] === 22)).toBe(true);
    other.socket.send(randomBytes(50), port, '127.0.0.1');
    await setTimeout(silenceMs);
    expect(other.heard).toEqual([]);
  });

  it('[Q5] is told no address by anybody: pages name no candidates, and there are no other transports', () => {
    const connect = sfuRequests['transport:connect'].input;
    const asked = { roomId: 'r', peerId: 'a', transportId: 't', dtlsParameters };
    expect(connect.safeParse(asked).success).toBe(true);
    for (const more of [
      { iceCandidates: [{ ip: '10.0.0.1', port: 80 }] },
      { ip: '169.254.169.254', port: 80 },
      { remoteIp: '10.0.0.1' },
    ]) {
      expect(connect.safeParse({ ...asked, ...more }).success).toBe(false);
    }
    expect(Object.keys(sfuRequests).filter((name) => /plain|pipe|direct/i.test(name))).toEqual([]);
  });
});
