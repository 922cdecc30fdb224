import { createHmac, randomBytes } from 'node:crypto';

/** Numbers of RFC 8489 (STUN) and RFC 8656 (TURN). */
export const methods = { binding: 0x0001, allocate: 0x0003, createPermission: 0x0008 } as const;
export const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
} as const;
export const magic = 0x2112a442;
const headBytes = 20;
const integrityBytes = 24;

export type Attribute = readonly [type: number, value: Buffer];

/** A request with a transaction id of its own, and with its integrity where there is a key. */
export function writeRequest(
  method: number,
  given: readonly Attribute[],
  { key, id = randomBytes(12) }: { key?: Buffer; id?: Buffer } = {},
): Buffer {
  const body = Buffer.concat(given.map(encode));
  const head = Buffer.alloc(headBytes);
  head.writeUInt16BE(method, 0);
  head.writeUInt16BE(body.length + (key ? integrityBytes : 0), 2);
  head.writeUInt32BE(magic, 4);
  id.copy(head, 8);
  if (!key) return Buffer.concat([head, body]);
  const integrity = createHmac('sha1', key).update(head).update(body).digest();
  return Buffer.concat([head, body, encode([attributes.integrity, integrity])]);
}

/** @throws Error where it is no answer by STUN */
export function readAnswer(message: Buffer): Map<number, Buffer> {
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

/** 0 where it was granted; 401 without a right to anything, 403 for what is forbidden. */
export function errorOf(answer: Map<number, Buffer>): number {
  const error = answer.get(attributes.error);
  return error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 0;
}

function encode([type, value]: Attribute): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
}
