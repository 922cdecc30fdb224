import type { Translate } from '../i18n/words.ts';
import { RequestFailed } from '../signaling/signaling.ts';

/**
 * Why something that was asked of the server did not happen, in the reader's words.
 *
 * @throws what is not an answer of the server
 */
export function errorWords(error: unknown, t: Translate): string {
  if (!(error instanceof RequestFailed)) throw error;
  switch (error.reason) {
    case 'too-fast':
    case 'phase-forbids':
    case 'someone-was-faster':
    case 'customer-not-here':
    case 'team-full':
    case 'channel-not-set-up':
    case 'delivery-failed':
    case 'cannot-share':
    case 'no-right':
      return t(`error.${error.reason}`);
    case 'too-many':
      return t('limit.too-many');
    case 'technician-not-available':
      return t('transfer.not-available');
    case 'file-mismatch':
      return t('profile.wrong');
    case 'too-large':
      return t('profile.too-large');
    case 'file-limit':
      return t('profile.too-many');
    default:
  }
  if (error.code === 'forbidden') return t('error.forbidden');
  return t(error.code === 'internal' ? 'error.internal' : 'error.unavailable');
}
