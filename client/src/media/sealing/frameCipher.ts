import { concat, type Bytes } from './bytes.ts';
import { Opener } from './opener.ts';
import { Sealer, type SealParameters } from './sealer.ts';

/** Seals frames, by the browser's own cryptography. */
export class FrameSealer extends Sealer<CryptoKey> {
  /**
   * @param clear bytes at the beginning that stay readable
   * @returns `null` as long as there is no key; what is not to be sealed as it is
   */
  async seal(stream: number, label: string, data: Bytes, clear = 0): Promise<Bytes | null> {
    if (this.mode === 'open') return data;
    const readable = data.subarray(0, clear);
    // Before anything is awaited: the next one must not find the same number.
    const piece = this.number(stream, label, readable);
    if (!piece) return null;
    const { key, trailer, parameters } = piece;
    const sealed = await crypto.subtle.encrypt(gcm(parameters), key, data.subarray(clear));
    return concat(readable, new Uint8Array(sealed), trailer);
  }
}

export class FrameOpener extends Opener<CryptoKey> {
  /**
   * @param label as it was given to the sealer
   * @returns `null` for what is not from that page, was changed, has come before, or has no key here
   */
  async open(owner: string, label: string, data: Bytes): Promise<Bytes | null> {
    if (this.isOpen(owner, data)) return data;
    const piece = this.find(owner, label, data);
    if (!piece) return null;
    const { key, parameters, sealed, readable } = piece;
    try {
      const opened = await crypto.subtle.decrypt(gcm(parameters), key, sealed);
      // The same piece may have come twice while the first was being opened.
      return piece.isFirst() ? concat(readable, new Uint8Array(opened)) : null;
    } catch {
      // Not authentic: WebCrypto says no more than that, and neither do we.
      return null;
    }
  }
}

const gcm = (parameters: SealParameters): AesGcmParams => ({
  name: 'AES-GCM',
  ...parameters,
  tagLength: 128,
});
