import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps secrets that have to be known again, so that a stolen database alone tells none of them. */
export interface Vault {
  /** @param about whose it is and what for: it opens under the same words alone */
  seal(secret: string, about: string): string;
  /** @returns undefined where it was not sealed by this key, or about something else */
  open(sealed: string, about: string): string | undefined;
}

const ivBytes = 12;
const tagBytes = 16;

/** @param key of the installation; another one opens nothing of what this one sealed */
export function createVault(key: string): Vault {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'beside vault v1', 32));
  return {
    seal(secret, about) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', own, iv).setAAD(Buffer.from(about));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64url')}`;
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url');
      if (!sealed.startsWith('v1.') || bytes.length < ivBytes + tagBytes) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', own, bytes.subarray(0, ivBytes))
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(-tagBytes));
      try {
        const text = decipher.update(bytes.subarray(ivBytes, -tagBytes));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        // The one failure that there is: the tag does not fit.
        return undefined;
      }
    },
  };
}
