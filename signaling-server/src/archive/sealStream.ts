import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { ByteReader } from './ByteReader.ts';

/** What a sealed stream begins with. */
export const sealedMagic = Buffer.from('BESIDE-SEALED-1\n');
const cipher = 'aes-256-gcm';
const saltBytes = 16;
const tagBytes = 16;
const frameBytes = 64 * 1024;
/** 128 MiB and a third of a second for each try at a passphrase (RFC 7914). */
const work = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

export class WrongPassphrase extends Error {
  constructor() {
    super('it was sealed with another passphrase, or is damaged');
  }
}

/** Every frame has its number, and the last one says that it is: none can go, come or change places. */
function nonceOf(frame: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(frame, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Seals a stream by a passphrase: scrypt, and AES-256-GCM in frames. */
export async function* sealStream(
  source: AsyncIterable<Uint8Array>,
  passphrase: string,
): AsyncIterable<Uint8Array> {
  const salt = randomBytes(saltBytes);
  const key = scryptSync(passphrase, salt, 32, work);
  yield Buffer.concat([sealedMagic, salt]);
  let frame = 0;
  const seal = (plain: Uint8Array, isLast: boolean): Buffer => {
    const sealing = createCipheriv(cipher, key, nonceOf(frame++, isLast));
    const sealed = [sealing.update(plain), sealing.final(), sealing.getAuthTag()];
    const head = Buffer.alloc(4);
    head.writeUInt32BE((isLast ? 0x80000000 : 0) + plain.length);
    return Buffer.concat([head, ...sealed]);
  };
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += frameBytes) {
      yield seal(chunk.subarray(at, at + frameBytes), false);
    }
  }
  yield seal(Buffer.alloc(0), true);
}

/** @throws WrongPassphrase; Error where it ends too early */
export async function* unsealStream(
  source: AsyncIterable<Uint8Array>,
  passphrase: string,
): AsyncIterable<Uint8Array> {
  const reader = new ByteReader(source);
  await reader.exactly(sealedMagic.length);
  const key = scryptSync(passphrase, await reader.exactly(saltBytes), 32, work);
  for (let frame = 0, isLast = false; !isLast; frame += 1) {
    const head = (await reader.exactly(4)).readUInt32BE();
    isLast = head >= 0x80000000;
    const length = head % 0x80000000;
    if (length > frameBytes) throw new WrongPassphrase();
    const sealed = await reader.exactly(length);
    const opening = createDecipheriv(cipher, key, nonceOf(frame, isLast));
    opening.setAuthTag(await reader.exactly(tagBytes));
    try {
      yield Buffer.concat([opening.update(sealed), opening.final()]);
    } catch {
      throw new WrongPassphrase();
    }
  }
}
