import { gcm } from '@noble/ciphers/aes.js';
import { concat, type Bytes } from './bytes.ts';
import { Opener } from './opener.ts';
import { Sealer, type SealParameters } from './sealer.ts';

/**
 * Seals messages, at the very call: the browser's own cryptography goes through another thread and
 * back, at each end, and there a hand waits behind the picture's encoder and decoder. For the some
 * fifty bytes of a message script takes less than a twentieth of a millisecond.
 */
export class MessageSealer extends Sealer<Bytes> {
  /** @returns `null` as long as there is no key; what is not to be sealed as it is */
  seal(stream: number, label: string, data: Bytes): Bytes | null {
    if (this.mode === 'open') return data;
    const piece = this.number(stream, label, new Uint8Array());
    return piece && concat(cipher(piece.key, piece.parameters).encrypt(data), piece.trailer);
  }
}

export class MessageOpener extends Opener<Bytes> {
  /**
   * @param label as it was given to the sealer
   * @returns `null` for what is not from that page, was changed, has come before, or has no key here
   */
  open(owner: string, label: string, data: Bytes): Bytes | null {
    if (this.isOpen(owner, data)) return data;
    const piece = this.find(owner, label, data);
    if (!piece) return null;
    try {
      const opened = cipher(piece.key, piece.parameters).decrypt(piece.sealed);
      return piece.isFirst() ? concat(piece.readable, opened) : null;
    } catch {
      // Not authentic, or too short to be.
      return null;
    }
  }
}

const cipher = (key: Bytes, { iv, additionalData }: SealParameters): ReturnType<typeof gcm> =>
  gcm(key, iv, additionalData);
