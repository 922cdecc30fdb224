import { shortcutKey } from '@beside/shared/domain/readyReplies';
import type { ReadyReply } from '@beside/shared/protocol/contract/replies';

/** Those that fit what was typed: shortcuts that begin with it, then whatever has its words. */
export function findReplies(replies: readonly ReadyReply[], typed: string): ReadyReply[] {
  const key = shortcutKey(typed);
  if (key === '') return [...replies];
  const words = key.split(/\s+/);
  const begins = replies.filter(({ shortcut }) => shortcut.startsWith(key));
  const fits = replies.filter(
    (reply) =>
      !begins.includes(reply) &&
      words.every((word) => `${reply.shortcut} ${reply.text.toLowerCase()}`.includes(word)),
  );
  return [...begins, ...fits];
}

/** The one whose shortcut was typed to the end. */
export function exactReply(replies: readonly ReadyReply[], typed: string): ReadyReply | undefined {
  const key = shortcutKey(typed);
  return replies.find(({ shortcut }) => shortcut === key);
}
