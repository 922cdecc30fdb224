import { concat, utf8, type Bytes } from './bytes.ts';

/** What frames or messages of one sender and one generation are sealed with (AES-GCM, 128 bits). */
export interface ContentKey {
  key: CryptoKey;
  /** 12 bytes, which every nonce is mixed with. */
  salt: Bytes;
}

/** A picture's or a sound's frames, or the messages of the data channels: each has keys of its own. */
export type Content = 'frames' | 'messages';

interface Context {
  requestId: string;
  /** The page that seals. */
  owner: string;
  generation: number;
}

/**
 * Derives (HKDF, SHA-256) what one kind of content is sealed with from a sender's secret. The context
 * goes in, so that a key that is passed off as another sender's, request's or generation's opens nothing.
 */
export async function deriveContentKey(
  secret: Bytes,
  content: Content,
  { requestId, owner, generation }: Context,
): Promise<ContentKey> {
  const context = utf8(`beside seal 1 ${content} ${requestId} ${owner} ${generation}`);
  const bits = await derive(secret, new Uint8Array(), context, 28);
  const key = await crypto.subtle.importKey('raw', bits.slice(0, 16), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  return { key, salt: bits.slice(16) };
}

/** HKDF with SHA-256 (RFC 5869). */
export async function derive(
  secret: Bytes,
  salt: Bytes,
  info: Bytes,
  byteLength: number,
): Promise<Bytes> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, material, byteLength * 8));
}

export async function sha256(...parts: readonly Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', concat(...parts)));
}
