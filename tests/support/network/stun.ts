import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Type and value of an attribute (RFC 8489, section 14). */
export type Attribute = readonly [type: number, value: Buffer];

export const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  priority: 0x0024,
  useCandidate: 0x0025,
  controlling: 0x802a,
  fingerprint: 0x8028,
} as const;

const cookie = 0x2112a442;

/** A request of STUN; with a key it is signed, and its checksum is added. */
export function stunRequest(
  type: number,
  list: readonly Attribute[],
  key?: string | Buffer,
): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt16BE(type, 0);
  head.writeUInt32BE(cookie, 4);
  randomBytes(12).copy(head, 8);
  let body = Buffer.concat(list.map(encode));
  if (key !== undefined) {
    // Each of the two is made over a length that counts it in.
    head.writeUInt16BE(body.length + 24, 2);
    const mac = createHmac('sha1', key).update(head).update(body).digest();
    body = Buffer.concat([body, encode([attributes.integrity, mac])]);
  }
  head.writeUInt16BE(body.length + 8, 2);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE((crc32(Buffer.concat([head, body])) ^ 0x5354554e) >>> 0);
  return Buffer.concat([head, body, encode([attributes.fingerprint, checksum])]);
}

function encode([type, value]: Attribute): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}
