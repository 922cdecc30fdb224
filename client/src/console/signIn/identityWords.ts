import type { Translate } from '../../i18n/words.ts';
import { RequestFailed } from '../../signaling/signaling.ts';

/**
 * Why somebody was not let in, or something about their account not changed.
 *
 * @throws what is not an answer of the server
 */
export function identityWords(error: unknown, t: Translate): string {
  if (!(error instanceof RequestFailed)) throw error;
  switch (error.reason) {
    case 'too-fast':
      return t('sign-in.too-fast');
    case 'wrong-credentials':
      return t(error.code === 'forbidden' ? 'account.wrong-password' : 'sign-in.wrong');
    case 'wrong-code':
      return t('sign-in.wrong-code');
    case 'wrong-passkey':
      return t('sign-in.wrong-passkey');
    case 'sign-in-again':
      return t('sign-in.again');
    case 'link-over':
      return t('link.over');
    case 'email-taken':
      return t('link.email-taken');
    case 'password-too-short':
    case 'password-too-common':
    case 'password-too-personal':
      return t(`new-password.${error.reason}`);
    case 'single-sign-on-unknown':
    case 'single-sign-on-failed':
    case 'single-sign-on-refused':
      return t(`sign-in.${error.reason}`);
    case 'user-disabled':
      return t('sign-in.user-disabled');
    case 'too-many':
      return t('limit.too-many');
    default:
  }
  // An address that is none cannot be right either.
  if (error.code === 'not-authenticated' || error.code === 'bad-request') return t('sign-in.wrong');
  return t('error.unavailable');
}
