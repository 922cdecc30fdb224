import {
  encodeTrailer,
  maxCounter,
  trailerLength,
  type SealMode,
} from '@beside/shared/protocol/sealing';
import { concat, utf8, type Bytes } from './bytes.ts';
import type { ContentKey } from './contentKey.ts';

/** What a page seals with from now on. */
export interface OwnKey {
  generation: number;
  mode: SealMode;
  content: ContentKey;
}

/**
 * Seals what one page sends. Every stream has a number that no other stream of that page ever had and
 * a counter that never goes back, not even with a new key: so no nonce comes twice.
 */
export class Sealer {
  readonly #counters = new Map<number, number>();
  #own: OwnKey | null = null;

  setKey(own: OwnKey): void {
    this.#own = own;
  }

  get mode(): SealMode | null {
    return this.#own?.mode ?? null;
  }

  /**
   * @param label what the content is, e.g. the channel; has to be the same for opening it
   * @param clear bytes at the beginning that stay readable, and are authenticated all the same
   * @returns `null` as long as there is no key, or none that may be used any more
   */
  async seal(stream: number, label: string, data: Bytes, clear = 0): Promise<Bytes | null> {
    const own = this.#own;
    if (!own) return null;
    if (own.mode === 'open') return data;
    const counter = (this.#counters.get(stream) ?? 0) + 1;
    if (counter > maxCounter) return null;
    // Before anything is awaited: the next one must not find the same number.
    this.#counters.set(stream, counter);
    const trailer = encodeTrailer({ stream, counter, generation: own.generation, clear });
    const { key, salt } = own.content;
    const readable = data.subarray(0, clear);
    const sealed = await crypto.subtle.encrypt(
      sealParameters(salt, trailer, label, readable),
      key,
      data.subarray(clear),
    );
    return concat(readable, new Uint8Array(sealed), trailer);
  }
}

/** The nonce is the salt, mixed with stream and counter (as RFC 9605, section 4.4.3, does with its). */
export function sealParameters(
  salt: Bytes,
  trailer: Bytes,
  label: string,
  readable: Uint8Array,
): AesGcmParams {
  const iv = new Uint8Array(salt);
  for (let at = 0; at < 8; at += 1) iv[at + 4] = (iv[at + 4] ?? 0) ^ (trailer[at] ?? 0);
  const additionalData = concat(trailer.subarray(0, trailerLength), utf8(label), readable);
  return { name: 'AES-GCM', iv, additionalData, tagLength: 128 };
}
