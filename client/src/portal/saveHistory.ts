import type { Translate } from '../i18n/words.ts';
import { saveFile } from '../lib/saveFile.ts';
import type { Conversation } from '../session/conversation.ts';
import { transcriptFile, transcriptText } from '../ui/chat/transcript.ts';

/** Saves the conversation as a text file, in the reader's words and zone (rule P11). */
export function saveHistory({ state }: Conversation, t: Translate): void {
  const { request, entries } = state.getState();
  if (!request) return;
  const day = new Date().toISOString().slice(0, 10);
  saveFile(transcriptFile(transcriptText({ request, entries }, 'customer', t)), `chat-${day}.txt`);
}
