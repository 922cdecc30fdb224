import type { Translate } from '../../../i18n/words.ts';
import { formatBytes } from '../../../lib/formatBytes.ts';
import type { UploadView } from './filesModel.ts';

/** Why a file was not passed on, in its sender's words. */
export function refusalWords(
  { reason, maxBytes }: NonNullable<UploadView['refusal']>,
  t: Translate,
): string {
  switch (reason) {
    case 'too-large':
      return maxBytes === undefined
        ? t('file.refused-too-large')
        : t('file.refused-larger', { size: formatBytes(maxBytes) });
    case 'file-type':
    case 'file-mismatch':
    case 'file-pictures-only':
    case 'file-broken':
    case 'file-empty':
    case 'file-virus':
      return t(`file.refused-${reason.slice('file-'.length) as 'type'}`);
    case 'phase-forbids':
      return t('chat.refused-ended');
    default:
      return t('chat.refused');
  }
}
