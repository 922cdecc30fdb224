import { concat, utf8, type Bytes } from './bytes.ts';

/** What frames or messages of one sender and one generation are sealed with (AES-GCM, 128 bits). */
export interface ContentKey<Key> {
  key: Key;
  /** 12 bytes, which every nonce is mixed with. */
  salt: Bytes;
}

/** For a picture's or a sound's frames: large, many, and sealed by the browser off this thread. */
export type FrameKey = ContentKey<CryptoKey>;
/** For the messages of the data channels: small, and sealed at once (`messageCipher.ts`). */
export type MessageKey = ContentKey<Bytes>;

interface Context {
  requestId: string;
  /** The page that seals. */
  owner: string;
  generation: number;
}

export async function deriveFrameKey(secret: Bytes, context: Context): Promise<FrameKey> {
  const { key, salt } = await deriveContent(secret, 'frames', context);
  const uses: KeyUsage[] = ['encrypt', 'decrypt'];
  return { key: await crypto.subtle.importKey('raw', key, 'AES-GCM', false, uses), salt };
}

export function deriveMessageKey(secret: Bytes, context: Context): Promise<MessageKey> {
  return deriveContent(secret, 'messages', context);
}

/**
 * Derives (HKDF, SHA-256) what one kind of content is sealed with from a sender's secret. The context
 * goes in, so that a key that is passed off as another sender's, request's or generation's opens nothing.
 */
async function deriveContent(
  secret: Bytes,
  content: 'frames' | 'messages',
  { requestId, owner, generation }: Context,
): Promise<ContentKey<Bytes>> {
  const context = utf8(`beside seal 1 ${content} ${requestId} ${owner} ${generation}`);
  const bits = await derive(secret, new Uint8Array(), context, 28);
  return { key: bits.slice(0, 16), salt: bits.slice(16) };
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
