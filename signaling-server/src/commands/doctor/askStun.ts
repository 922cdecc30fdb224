import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { answerMs } from './finding.ts';

/** Numbers of RFC 8489 (STUN) and RFC 8656 (TURN). */
const methods = { binding: 0x0001, allocate: 0x0003 } as const;
const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
} as const;
const magic = 0x2112a442;
const udpProtocol = 17;
const headBytes = 20;

type Attribute = readonly [type: number, value: Buffer];

export interface StunServer {
  host: string;
  port: number;
  by: 'udp' | 'tcp' | 'tls';
}

/** Where `stun:`, `turn:` and `turns:` lead (RFC 7064, RFC 7065). */
export function readStunUrl(url: string): StunServer & { scheme: string } {
  const [, scheme = '', host = '', port, transport] =
    /^(stuns?|turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/.exec(url) ?? [];
  const isTls = scheme.endsWith('s');
  const by = isTls ? 'tls' : transport === 'tcp' ? 'tcp' : 'udp';
  return {
    ...{ scheme, host: host.replace(/^\[|\]$/g, ''), by },
    port: Number(port ?? (isTls ? 5349 : 3478)),
  };
}

/** @returns 0 where it answered, else the number of its error; rejects where it does not answer */
export function askBinding(server: StunServer): Promise<number> {
  return asking(server, async (ask) => errorOf(await ask(write(methods.binding, []))));
}

/** Asks for a relay, which the server lets go of by itself. @returns 0, or the number of the error */
export function askAllocation(
  server: StunServer,
  { username, credential }: { username: string; credential: string },
): Promise<number> {
  return asking(server, async (ask) => {
    const transport: Attribute = [attributes.transport, Buffer.from([udpProtocol, 0, 0, 0])];
    const challenge = await ask(write(methods.allocate, [transport]));
    const realm = challenge.get(attributes.realm) ?? Buffer.alloc(0);
    const proof: Attribute[] = [
      [attributes.username, Buffer.from(username)],
      [attributes.realm, realm],
      [attributes.nonce, challenge.get(attributes.nonce) ?? Buffer.alloc(0)],
    ];
    const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest();
    return errorOf(await ask(write(methods.allocate, [transport, ...proof], key)));
  });
}

type Ask = (message: Buffer) => Promise<Map<number, Buffer>>;

async function asking<T>(server: StunServer, work: (ask: Ask) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(answerMs);
  if (server.by === 'udp') {
    const socket = createSocket(server.host.includes(':') ? 'udp6' : 'udp4');
    try {
      return await work(async (message) => {
        const answer = once(socket, 'message', { signal });
        socket.send(message, server.port, server.host);
        return read((await answer)[0] as Buffer);
      });
    } finally {
      socket.close();
    }
  }
  const { host, port } = server;
  const stream =
    server.by === 'tls' ? connectTls({ host, port, servername: host }) : connect({ host, port });
  try {
    await once(stream, server.by === 'tls' ? 'secureConnect' : 'connect', { signal });
    return await work(async (message) => {
      const answer = once(stream, 'data', { signal });
      stream.write(message);
      return read((await answer)[0] as Buffer);
    });
  } finally {
    stream.destroy();
  }
}

function write(method: number, given: readonly Attribute[], key?: Buffer): Buffer {
  const body = Buffer.concat(given.map(encode));
  const head = Buffer.alloc(headBytes);
  head.writeUInt16BE(method, 0);
  head.writeUInt32BE(magic, 4);
  randomBytes(12).copy(head, 8);
  const integrityBytes = 24;
  head.writeUInt16BE(body.length + (key ? integrityBytes : 0), 2);
  if (!key) return Buffer.concat([head, body]);
  const integrity = createHmac('sha1', key).update(head).update(body).digest();
  return Buffer.concat([head, body, encode([attributes.integrity, integrity])]);
}

function encode([type, value]: Attribute): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
}

/** @throws Error where it is no answer by STUN */
function read(message: Buffer): Map<number, Buffer> {
  if (message.length < headBytes || message.readUInt32BE(4) !== magic) {
    throw new Error('what answers there does not speak STUN');
  }
  const found = new Map<number, Buffer>();
  for (let at = headBytes; at + 4 <= message.length;) {
    const length = message.readUInt16BE(at + 2);
    found.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + length + (-length & 3);
  }
  return found;
}

function errorOf(answer: Map<number, Buffer>): number {
  const error = answer.get(attributes.error);
  return error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 0;
}
