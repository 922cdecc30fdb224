import {
  encodeTrailer,
  maxCounter,
  trailerLength,
  type SealMode,
} from '@beside/shared/protocol/sealing';
import { concat, utf8, type Bytes } from './bytes.ts';
import type { ContentKey } from './contentKey.ts';

/** What a page seals with from now on. */
export interface OwnKey<Key> {
  generation: number;
  mode: SealMode;
  content: ContentKey<Key>;
}

/** A piece that has its number: no other ever has the same. */
interface Piece<Key> {
  key: Key;
  trailer: Bytes;
  parameters: SealParameters;
}

/**
 * Seals what one page sends. Every stream has a number that no other stream of that page ever had and
 * a counter that never goes back, not even with a new key: so no nonce comes twice.
 */
export abstract class Sealer<Key> {
  readonly #counters = new Map<number, number>();
  #own: OwnKey<Key> | null = null;

  setKey(own: OwnKey<Key>): void {
    this.#own = own;
  }

  get mode(): SealMode | null {
    return this.#own?.mode ?? null;
  }

  /**
   * @param label what the content is, e.g. the channel; has to be the same for opening it
   * @param readable what stays readable, and is authenticated all the same
   * @returns `null` as long as there is no key, or none that may be used any more
   */
  protected number(stream: number, label: string, readable: Uint8Array): Piece<Key> | null {
    const own = this.#own;
    const counter = (this.#counters.get(stream) ?? 0) + 1;
    if (!own || counter > maxCounter) return null;
    this.#counters.set(stream, counter);
    const clear = readable.byteLength;
    const trailer = encodeTrailer({ stream, counter, generation: own.generation, clear });
    const { key, salt } = own.content;
    return { key, trailer, parameters: sealParameters(salt, trailer, label, readable) };
  }
}

/** Of AES-GCM, with a tag of 128 bits. */
export interface SealParameters {
  iv: Bytes;
  additionalData: Bytes;
}

/** The nonce is the salt, mixed with stream and counter (as RFC 9605, section 4.4.3, does with its). */
export function sealParameters(
  salt: Bytes,
  trailer: Bytes,
  label: string,
  readable: Uint8Array,
): SealParameters {
  const iv = new Uint8Array(salt);
  for (let at = 0; at < 8; at += 1) iv[at + 4] = (iv[at + 4] ?? 0) ^ (trailer[at] ?? 0);
  return { iv, additionalData: concat(trailer.subarray(0, trailerLength), utf8(label), readable) };
}
