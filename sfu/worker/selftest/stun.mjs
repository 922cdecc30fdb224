import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

// RFC 8489 (STUN) and RFC 8445 (ICE): just the check that a full ICE agent sends to an ICE-lite one.

const magicCookie = 0x2112a442;
const type = { bindingRequest: 0x0001, bindingSuccess: 0x0101 };
const attribute = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  priority: 0x0024,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
  iceControlling: 0x802a,
};

/**
 * @param {{ remoteFragment: string, remotePassword: string }} ice the other side's parameters
 * @returns {{ packet: Buffer, isAnswer: (packet: Buffer) => boolean }}
 */
export function createConnectivityCheck({ remoteFragment, remotePassword }) {
  const transactionId = randomBytes(12);
  const priority = Buffer.alloc(4);
  priority.writeUInt32BE(0x6e7f1eff);
  const attributes = [
    encode(attribute.username, Buffer.from(`${remoteFragment}:selftest`)),
    encode(attribute.priority, priority),
    encode(attribute.iceControlling, randomBytes(8)),
    encode(attribute.useCandidate, Buffer.alloc(0)),
  ];
  // Both checksums cover a header whose length already counts them.
  const unsigned = message(transactionId, attributes, 24);
  const hmac = createHmac('sha1', remotePassword).update(unsigned).digest();
  attributes.push(encode(attribute.messageIntegrity, hmac));
  const fingerprint = Buffer.alloc(4);
  fingerprint.writeUInt32BE((crc32(message(transactionId, attributes, 8)) ^ 0x5354554e) >>> 0);
  attributes.push(encode(attribute.fingerprint, fingerprint));

  return {
    packet: message(transactionId, attributes, 0),
    isAnswer: (packet) =>
      packet.length >= 20 &&
      packet.readUInt16BE(0) === type.bindingSuccess &&
      packet.subarray(8, 20).equals(transactionId),
  };
}

/**
 * @param {Buffer} transactionId
 * @param {Buffer[]} attributes
 * @param {number} lengthToCome bytes of attributes still to be added
 */
function message(transactionId, attributes, lengthToCome) {
  const body = Buffer.concat(attributes);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(type.bindingRequest, 0);
  header.writeUInt16BE(body.length + lengthToCome, 2);
  header.writeUInt32BE(magicCookie, 4);
  return Buffer.concat([header, transactionId, body]);
}

/**
 * @param {number} attributeType
 * @param {Buffer} value
 */
function encode(attributeType, value) {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(attributeType, 0);
  header.writeUInt16BE(value.length, 2);
  return Buffer.concat([header, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}
