import { decodeNote, encodeNote, type EnvelopeNote } from '@beside/shared/protocol/sealing';
import { concat, type Bytes } from './bytes.ts';

const numberLength = 4;

/** Sealed notes between two pages (AES-GCM, 256 bits, a key for each direction), numbered. */
export class Envelopes {
  readonly #outward: CryptoKey;
  readonly #inward: CryptoKey;
  #sent = 0;
  #taken = 0;

  private constructor(outward: CryptoKey, inward: CryptoKey) {
    this.#outward = outward;
    this.#inward = inward;
  }

  /** @param outward 32 bytes, as `inward` */
  static async create(outward: Bytes, inward: Bytes): Promise<Envelopes> {
    const imported = (bits: Bytes, use: KeyUsage) =>
      crypto.subtle.importKey('raw', bits, 'AES-GCM', false, [use]);
    return new Envelopes(await imported(outward, 'encrypt'), await imported(inward, 'decrypt'));
  }

  async seal(note: EnvelopeNote): Promise<Bytes> {
    this.#sent += 1;
    const number = encodeNumber(this.#sent);
    const sealed = await crypto.subtle.encrypt(parameters(number), this.#outward, encodeNote(note));
    return concat(number, new Uint8Array(sealed));
  }

  /** @returns `undefined` for what the other side has not sealed, or what is not newer than the last */
  async open(bytes: Bytes): Promise<EnvelopeNote | undefined> {
    if (bytes.byteLength <= numberLength) return undefined;
    const number = bytes.slice(0, numberLength);
    const count = new DataView(number.buffer).getUint32(0);
    if (count <= this.#taken) return undefined;
    try {
      const sealed = bytes.subarray(numberLength);
      const opened = await crypto.subtle.decrypt(parameters(number), this.#inward, sealed);
      this.#taken = Math.max(count, this.#taken);
      return decodeNote(new Uint8Array(opened));
    } catch {
      return undefined;
    }
  }
}

function encodeNumber(count: number): Bytes {
  const bytes = new Uint8Array(numberLength);
  new DataView(bytes.buffer).setUint32(0, count);
  return bytes;
}

const parameters = (number: Bytes): AesGcmParams => ({
  name: 'AES-GCM',
  iv: concat(new Uint8Array(8), number),
});
