import type { LogCrypto } from '@beside/shared/domain/logFile';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));

/** The browser's own cryptography; it is there on secure pages alone. */
export const browserCrypto: LogCrypto = {
  async sha256(text) {
    const hash = await crypto.subtle.digest('SHA-256', bytesOf(text));
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  },
  async isSigned(text, signature, key) {
    const { subtle } = crypto;
    const known = await subtle.importKey('raw', fromBase64Url(key), 'Ed25519', false, ['verify']);
    return subtle.verify('Ed25519', known, fromBase64Url(signature), bytesOf(text));
  },
};
