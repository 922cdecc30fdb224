import type { Translate } from '../../i18n/words.ts';

/** Why a delivery came to nothing, in the reader's words. */
export function reasonWords(reason: string, t: Translate): string {
  const status = /^answered (\d+)$/.exec(reason)?.[1];
  if (status !== undefined) return t('webhooks.answered', { status });
  if (reason === 'no answer in time') return t('webhooks.no-answer');
  if (reason === 'switched off') return t('webhooks.switched-off');
  if (reason.includes('private')) return t('webhooks.private');
  return t('webhooks.no-connection', { code: reason });
}
