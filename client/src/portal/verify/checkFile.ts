import { verifyLog, type FileVerdict } from '@beside/shared/domain/logFile';
import { browserCrypto } from './browserCrypto.ts';

/** Beyond that it is no log of a session, and the page would stand still. */
const maxBytes = 64 * 1024 ** 2;

export type Checked =
  | FileVerdict
  | { ok: false; why: 'no-crypto' }
  | { ok: false; why: 'no-key'; verdict: FileVerdict };

/**
 * Looks through a file here, in this page: nothing of it leaves.
 *
 * @param key the installation's; `undefined` where it could not be fetched
 */
export async function checkFile(file: Blob, key: string | undefined): Promise<Checked> {
  if (file.size > maxBytes) return { ok: false, why: 'unreadable' };
  try {
    const verdict = await verifyLog(await file.text(), browserCrypto, key);
    return verdict.ok && key === undefined ? { ok: false, why: 'no-key', verdict } : verdict;
  } catch (error) {
    // No Ed25519 in this browser, or no cryptography at all: the page did not come over HTTPS.
    if (error instanceof DOMException || error instanceof TypeError) {
      return { ok: false, why: 'no-crypto' };
    }
    throw error;
  }
}
