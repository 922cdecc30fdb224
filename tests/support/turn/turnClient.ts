import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Numbers of RFC 8489 (STUN) and RFC 8656 (TURN). */
const methods = { allocate: 0x0003, createPermission: 0x0008 } as const;
const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
} as const;
const magic = 0x2112a442;
const udpProtocol = 17;

type Attribute = readonly [type: number, value: Buffer];

/** 0: granted; else the number of the error, 401 without a right to anything, 403 for a peer that is denied. */
export type TurnAnswer = number;

/**
 * Asks a TURN server over UDP for an allocation, and for each peer whether the relay may lead there.
 *
 * @param peers addresses, IPv4 or IPv6; the latter in full, as eight groups
 */
export async function askTurn(
  server: { address: string; port: number },
  { username, credential }: { username: string; credential: string },
  peers: readonly string[],
): Promise<{ allocation: TurnAnswer; peers: TurnAnswer[] }> {
  const socket = createSocket('udp4');
  const ask = async (message: Buffer): Promise<Map<number, Buffer>> => {
    const answer = once(socket, 'message', { signal: AbortSignal.timeout(10_000) });
    socket.send(message, server.port, server.address);
    return read((await answer)[0] as Buffer);
  };
  try {
    const transport: Attribute = [attributes.transport, Buffer.from([udpProtocol, 0, 0, 0])];
    const challenge = await ask(write(methods.allocate, [transport]));
    const realm = challenge.get(attributes.realm) ?? Buffer.alloc(0);
    const proof: Attribute[] = [
      [attributes.username, Buffer.from(username)],
      [attributes.realm, realm],
      [attributes.nonce, challenge.get(attributes.nonce) ?? Buffer.alloc(0)],
    ];
    const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest();
    const allocation = errorOf(await ask(write(methods.allocate, [transport, ...proof], key)));
    const answers: TurnAnswer[] = [];
    for (const peer of allocation === 0 ? peers : []) {
      const request = (id: Buffer): Attribute[] => [
        [attributes.peer, addressOf(peer, id)],
        ...proof,
      ];
      answers.push(errorOf(await ask(write(methods.createPermission, request, key))));
    }
    return { allocation, peers: answers };
  } finally {
    socket.close();
  }
}

function write(
  method: number,
  given: Attribute[] | ((id: Buffer) => Attribute[]),
  key?: Buffer,
): Buffer {
  const id = randomBytes(12);
  const body = Buffer.concat((typeof given === 'function' ? given(id) : given).map(encode));
  const head = Buffer.alloc(20);
  head.writeUInt16BE(method, 0);
  head.writeUInt32BE(magic, 4);
  id.copy(head, 8);
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

function read(message: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= message.length;) {
    const length = message.readUInt16BE(at + 2);
    found.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + length + (-length & 3);
  }
  return found;
}

function errorOf(answer: Map<number, Buffer>): TurnAnswer {
  const error = answer.get(attributes.error);
  return error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 0;
}

/** XOR-PEER-ADDRESS, RFC 8489 section 14.2. */
function addressOf(peer: string, id: Buffer): Buffer {
  const mask = Buffer.concat([Buffer.from('2112a442', 'hex'), id]);
  const isV6 = peer.includes(':');
  const plain = isV6
    ? Buffer.from(
        peer
          .split(':')
          .map((group) => group.padStart(4, '0'))
          .join(''),
        'hex',
      )
    : Buffer.from(peer.split('.').map(Number));
  const head = Buffer.from([0, isV6 ? 2 : 1, 0, 0]);
  head.writeUInt16BE(4_000 ^ (magic >>> 16), 2);
  return Buffer.concat([head, plain.map((byte, at) => byte ^ (mask[at] ?? 0))]);
}
