import { createChatFiles } from '../session/files/chatFiles.ts';
import { createFilesPart, type FilesPart } from '../ui/chat/files/filesPart.tsx';
import type { OpenStay } from './openStay.ts';

/** Sending and showing files, for as long as the conversation is open; loaded after the chat. */
export function openFiles({ signaling, conversation, token, server }: OpenStay): {
  part: FilesPart;
  close: () => void;
} {
  const files = createChatFiles({ signaling, conversation, token, server });
  return { part: createFilesPart(files), close: files.close };
}
