import { fromBase64, toBase64, utf8, type Bytes } from '../../media/sealing/bytes.ts';
import { placeOf, rootKey } from './meetingPlace.ts';

/** What both ends know who know a tab's secret. */
export interface MeetingKeys {
  /** Where they find each other: the server knows it. */
  place: string;
  /** What they say there is sealed with it: the server does not know it. */
  key: CryptoKey;
}

const nonceLength = 12;
const aes = { name: 'AES-GCM', length: 256 } as const;

export async function deriveMeeting(secret: string): Promise<MeetingKeys> {
  const params = { name: 'HKDF', hash: 'SHA-256', salt: utf8(''), info: utf8('beside tab key') };
  const [place, root] = await Promise.all([placeOf(secret), rootKey(secret)]);
  const key = await crypto.subtle.deriveKey(params, root, aes, false, ['encrypt', 'decrypt']);
  return { place, key };
}

/** Neither is to be taken for the other, nor for what was said at another place. */
const bound = (place: string, kind: 'offer' | 'answer'): Bytes => utf8(`${kind} ${place}`);

/** @returns base64 of nonce and ciphertext (AES-GCM) */
export async function sealFor(
  { place, key }: MeetingKeys,
  kind: 'offer' | 'answer',
  content: object,
): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(nonceLength));
  const clear = utf8(JSON.stringify(content));
  const params = { name: 'AES-GCM', iv, additionalData: bound(place, kind) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(params, key, clear));
  return toBase64(Uint8Array.from([...iv, ...sealed]));
}

/** @returns `null` for whatever was not sealed by the other end, for this */
export async function openFrom(
  { place, key }: MeetingKeys,
  kind: 'offer' | 'answer',
  sealed: string,
): Promise<unknown> {
  try {
    const bytes = fromBase64(sealed);
    const iv = bytes.subarray(0, nonceLength);
    const params = { name: 'AES-GCM', iv, additionalData: bound(place, kind) };
    const clear = await crypto.subtle.decrypt(params, key, bytes.subarray(nonceLength));
    return JSON.parse(new TextDecoder().decode(clear)) as unknown;
  } catch (failure) {
    if (failure instanceof DOMException || failure instanceof SyntaxError) return null;
    throw failure;
  }
}
