import { createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { setTimeout } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { sfuRequests } from '@beside/shared/protocol/sfuContract';
import { dtlsParameters } from './support/browserPart.ts';
import { describeWithWorker } from './support/describeWithWorker.ts';
import { startNode } from './support/startNode.ts';

/** A STUN binding request with the two attributes that ICE asks for (RFC 8489, RFC 8445). */
function bindingRequest(username: string, password: string): Buffer {
  const name = Buffer.from(username);
  const padding = Buffer.alloc((4 - (name.length % 4)) % 4);
  const attribute = (type: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(value.length, 2);
    return Buffer.concat([head, value]);
  };
  const head = Buffer.alloc(20);
  head.writeUInt16BE(0x0001, 0);
  head.writeUInt32BE(0x2112a442, 4);
  randomBytes(12).copy(head, 8);
  const body = Buffer.concat([
    attribute(0x0006, name),
    padding,
    attribute(0x0024, Buffer.from([0x6e, 0x7f, 0x1e, 0xff])), // PRIORITY
    attribute(0x802a, randomBytes(8)), // ICE-CONTROLLING
    attribute(0x0025, Buffer.alloc(0)), // USE-CANDIDATE
  ]);
  // Each of the two is made over a length that counts it in.
  head.writeUInt16BE(body.length + 24, 2);
  const mac = createHmac('sha1', password).update(head).update(body).digest();
  const signed = Buffer.concat([body, attribute(0x0008, mac)]);
  head.writeUInt16BE(signed.length + 8, 2);
  const fingerprint = Buffer.alloc(4);
  const checksum = crc32(Buffer.concat([head, signed]));
  fingerprint.writeUInt32BE((checksum ^ 0x5354554e) >>> 0);
  return Buffer.concat([head, signed, attribute(0x8028, fingerprint)]);
}

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
