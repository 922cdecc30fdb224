import type { Translate } from '../../i18n/words.ts';
import type { Said } from './rows.ts';

/** What somebody said as plain text: their words, or what they sent. */
export function saidIn(entry: Said, t: Translate): string {
  return entry.kind === 'file' ? t('file.sent', { file: entry.file.name }) : entry.text;
}
