import { createCipheriv, createDecipheriv } from 'node:crypto';

// SRTP with AEAD_AES_256_GCM (RFC 7714): the suite that browsers and mediasoup agree on.

export const suite = Object.freeze({
  opensslName: 'SRTP_AEAD_AES_256_GCM',
  keyBytes: 32,
  saltBytes: 12,
  tagBytes: 16,
});

/**
 * Splits what DTLS exported (RFC 5764, section 4.2) into one session per direction.
 *
 * @param {Buffer} material client key, server key, client salt, server salt
 */
export function createSrtpSessions(material) {
  const { keyBytes, saltBytes } = suite;
  const salts = material.subarray(2 * keyBytes);
  return {
    client: createSession(material.subarray(0, keyBytes), salts.subarray(0, saltBytes)),
    server: createSession(material.subarray(keyBytes, 2 * keyBytes), salts.subarray(saltBytes)),
  };
}

/**
 * @param {Buffer} masterKey
 * @param {Buffer} masterSalt
 */
function createSession(masterKey, masterSalt) {
  const key = derive(masterKey, masterSalt, 0, suite.keyBytes);
  const salt = derive(masterKey, masterSalt, 2, suite.saltBytes);

  return {
    /** @param {Buffer} packet RTP @returns {Buffer} SRTP */
    protect(packet) {
      const { header, body } = split(packet);
      const cipher = createCipheriv('aes-256-gcm', key, nonce(packet, salt)).setAAD(header);
      const encrypted = Buffer.concat([cipher.update(body), cipher.final()]);
      return Buffer.concat([header, encrypted, cipher.getAuthTag()]);
    },

    /** @param {Buffer} packet SRTP @returns {Buffer} the payload @throws {Error} when it is forged */
    unprotect(packet) {
      const { header, body } = split(packet);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce(packet, salt))
        .setAAD(header)
        .setAuthTag(body.subarray(body.length - suite.tagBytes));
      const encrypted = body.subarray(0, body.length - suite.tagBytes);
      return Buffer.concat([decipher.update(encrypted), decipher.final()]);
    },
  };
}

/**
 * Key derivation of RFC 3711, section 4.3, with the shorter salt of RFC 7714, section 11.
 *
 * @param {Buffer} masterKey
 * @param {Buffer} masterSalt
 * @param {number} label
 * @param {number} length
 */
function derive(masterKey, masterSalt, label, length) {
  const counter = Buffer.alloc(16);
  masterSalt.copy(counter);
  counter.writeUInt8(counter.readUInt8(7) ^ label, 7);
  return createCipheriv('aes-256-ctr', masterKey, counter).update(Buffer.alloc(length));
}

/**
 * @param {Buffer} packet
 * @param {Buffer} salt
 */
function nonce(packet, salt) {
  const value = Buffer.alloc(12);
  packet.copy(value, 2, 8, 12);
  // Bytes 6 to 9 are the rollover counter: so few packets never roll over.
  packet.copy(value, 10, 2, 4);
  return Buffer.from(value.map((byte, index) => byte ^ salt.readUInt8(index)));
}

/** @param {Buffer} packet RTP or SRTP */
export function split(packet) {
  const hasExtension = (packet.readUInt8(0) & 0x10) !== 0;
  let length = 12 + 4 * (packet.readUInt8(0) & 0x0f);
  if (hasExtension) length += 4 + 4 * packet.readUInt16BE(length + 2);
  return { header: packet.subarray(0, length), body: packet.subarray(length) };
}

/**
 * @param {{ payloadType: number, sequenceNumber: number, ssrc: number, payload: Buffer }} fields
 * @returns {Buffer} RTP
 */
export function createRtpPacket({ payloadType, sequenceNumber, ssrc, payload }) {
  const header = Buffer.alloc(12);
  header.writeUInt8(0x80, 0);
  header.writeUInt8(payloadType, 1);
  header.writeUInt16BE(sequenceNumber, 2);
  header.writeUInt32BE(960 * sequenceNumber, 4);
  header.writeUInt32BE(ssrc, 8);
  return Buffer.concat([header, payload]);
}
