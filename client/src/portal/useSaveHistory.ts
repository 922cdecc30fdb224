import { useI18n } from '../i18n/I18nContext.ts';
import type { OpenStay } from './openStay.ts';

/** Saves the conversation as a text file, in the reader's words and zone (rule P11). */
export function useSaveHistory({ conversation }: OpenStay): () => void {
  const { t } = useI18n();
  return () => {
    const { request, entries } = conversation.state.getState();
    if (!request) return;
    // Fetched with the files' part of the chat, so that a lost network does not keep it away.
    void import('./chatLater.ts').then(({ saveHistory }) => saveHistory(request, entries, t));
  };
}
