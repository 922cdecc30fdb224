import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { RecordingId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import { createVault } from '../identity/vault.ts';

const ivBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/** What a sealed thing is, which nothing else can be given out as. */
export type SealedPart = `${number}:picture` | `${number}:events`;

/**
 * Each recording has a random key of its own, and that key is kept sealed by the installation's:
 * pieces by themselves, or the database by itself, tell nothing.
 */
export interface RecordingKeys {
  /** @returns a new key, sealed */
  make(id: RecordingId): string;
  /** AES-256-GCM: a random nonce of 12 bytes, what is sealed, a tag of 16. */
  seal(recording: Keyed, part: SealedPart, clear: Uint8Array): Buffer;
  /** @throws CodedError('unavailable') where it is not what was sealed */
  open(recording: Keyed, part: SealedPart, sealed: Uint8Array): Buffer;
}

interface Keyed {
  id: RecordingId;
  key: string;
}

/** @param secret the installation's own */
export function createRecordingKeys(secret: string): RecordingKeys {
  const vault = createVault(secret);
  const about = (id: RecordingId): string => `recording:${id}`;
  const keyOf = ({ id, key }: Keyed): Buffer => {
    const opened = vault.open(key, about(id));
    if (opened === undefined) throw new CodedError('unavailable');
    return Buffer.from(opened, 'base64url');
  };
  const boundTo = ({ id }: Keyed, part: SealedPart): Buffer => Buffer.from(`${about(id)}:${part}`);
  return {
    make: (id) => vault.seal(randomBytes(keyBytes).toString('base64url'), about(id)),
    seal(recording, part, clear) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', keyOf(recording), iv);
      cipher.setAAD(boundTo(recording, part));
      return Buffer.concat([iv, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
    },
    open(recording, part, sealed) {
      if (sealed.length < ivBytes + tagBytes) throw new CodedError('unavailable');
      const decipher = createDecipheriv(
        'aes-256-gcm',
        keyOf(recording),
        sealed.subarray(0, ivBytes),
      );
      decipher.setAAD(boundTo(recording, part)).setAuthTag(sealed.subarray(-tagBytes));
      try {
        const clear = decipher.update(sealed.subarray(ivBytes, -tagBytes));
        return Buffer.concat([clear, decipher.final()]);
      } catch (cause) {
        throw new CodedError('unavailable', undefined, { cause });
      }
    },
  };
}
