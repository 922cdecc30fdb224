import { useI18n } from '../i18n/I18nContext.ts';
import { saveFile } from '../lib/saveFile.ts';
import { transcriptFile, transcriptText } from '../ui/chat/transcript.ts';
import type { OpenStay } from './openStay.ts';

/** Saves the conversation as a text file, in the reader's words and zone (rule P11). */
export function useSaveHistory({ conversation }: OpenStay): () => void {
  const { t } = useI18n();
  return () => {
    const { request, entries } = conversation.state.getState();
    if (!request) return;
    const day = new Date().toISOString().slice(0, 10);
    saveFile(
      transcriptFile(transcriptText({ request, entries }, 'customer', t)),
      `chat-${day}.txt`,
    );
  };
}
