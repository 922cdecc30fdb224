import { toBase64Url } from '../../media/captureHandle.ts';

const placeBits = 128;
const text = new TextEncoder();

/** The secret of a tab as what everything that both ends need is derived from (HKDF, RFC 5869). */
export function rootKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', text.encode(secret), 'HKDF', false, [
    'deriveBits',
    'deriveKey',
  ]);
}

/** Where a tab and the page that shares it find each other; it tells nothing of the secret. */
export async function placeOf(secret: string): Promise<string> {
  const info = text.encode('beside tab place');
  const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  const bits = await crypto.subtle.deriveBits(params, await rootKey(secret), placeBits);
  return toBase64Url(new Uint8Array(bits));
}
