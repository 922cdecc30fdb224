import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { LogCrypto } from '@beside/shared/domain/logFile';
import { headText, type SealedHead, type UnsealedHead } from '@beside/shared/domain/sealedHead';
import type { Directory } from '../ports.ts';

/** Of the text's UTF-8 bytes, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the installation signs the ends of its logs with (Ed25519, RFC 8032). */
export interface LogKey {
  key: KeyObject;
  /** The public key's 32 bytes, in base64url. */
  publicKey: string;
}

/** The same for all nodes of an installation, and made once. */
export async function openLogKey(directory: Pick<Directory, 'secret'>): Promise<LogKey> {
  const proposed = generateKeyPairSync('ed25519').privateKey.export({
    type: 'pkcs8',
    format: 'der',
  });
  const stored = await directory.secret('log-key', proposed.toString('base64'));
  const key = createPrivateKey({
    key: Buffer.from(stored, 'base64'),
    type: 'pkcs8',
    format: 'der',
  });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { key, publicKey: x };
}

export function sealHead({ key, publicKey }: LogKey, head: UnsealedHead): SealedHead {
  const signature = sign(null, Buffer.from(headText(head)), key).toString('base64url');
  return { head, key: publicKey, signature };
}

/** What checks a log here; a browser has its own. */
export const logCrypto: LogCrypto = {
  sha256,
  isSigned(text, signature, x) {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  },
};
