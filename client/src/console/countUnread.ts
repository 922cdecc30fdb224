import type { ConversationState } from '../session/conversation.ts';

/** How many messages of the customer no technician has read. */
export function countUnread({ entries, read }: ConversationState): number {
  let count = 0;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (!entry || entry.seq <= read.technician) break;
    if (entry.kind !== 'event' && entry.from.party === 'customer') count += 1;
  }
  return count;
}
