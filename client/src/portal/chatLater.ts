/* What the chat needs only when it is there: loaded after it, in one piece. */
import type { Entry, SupportRequest } from '@beside/shared/domain/request';
import type { Translate } from '../i18n/words.ts';
import { saveFile } from '../lib/saveFile.ts';
import { createChatFiles } from '../session/files/chatFiles.ts';
import { createFilesPart, type FilesPart } from '../ui/chat/files/filesPart.tsx';
import { transcriptFile, transcriptText } from '../ui/chat/transcript.ts';
import type { OpenStay } from './openStay.ts';

export function openFiles({ signaling, conversation, token, server }: OpenStay): {
  part: FilesPart;
  close: () => void;
} {
  const files = createChatFiles({ signaling, conversation, token, server });
  return { part: createFilesPart(files), close: files.close };
}

export function saveHistory(
  request: SupportRequest,
  entries: readonly Entry[],
  t: Translate,
): void {
  const day = new Date().toISOString().slice(0, 10);
  const text = transcriptText({ request, entries }, 'customer', t);
  saveFile(transcriptFile(text), `chat-${day}.txt`);
}
