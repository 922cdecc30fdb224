import { randomBytes } from 'node:crypto';
import type { Storage } from '../ports.ts';

/** What links are signed and secrets sealed with: as it was set, or else the one that the database keeps. */
export async function installationSecret(
  { secretKey }: { secretKey: string | undefined },
  { directory }: Pick<Storage, 'directory'>,
): Promise<string> {
  return secretKey ?? directory.secret('signing-key', randomBytes(32).toString('base64url'));
}
