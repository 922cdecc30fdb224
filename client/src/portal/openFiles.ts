import { createChatFiles } from '../session/files/chatFiles.ts';
import { createFilesPart, type FilesPart } from '../ui/chat/files/filesPart.tsx';
import type { OpenStay } from './openStay.ts';

export function openFiles({ signaling, conversation, token }: OpenStay): {
  part: FilesPart;
  close: () => void;
} {
  const files = createChatFiles({ signaling, conversation, token });
  return { part: createFilesPart(files), close: files.close };
}
