import * as z from 'zod';
import { uuidSchema } from '../../domain/ids.ts';
import { maxReplyLength, maxShortcutLength } from '../../domain/readyReplies.ts';
import { maxReplies } from '../limits.ts';
import { nothing, technician } from './parts.ts';

/** A text that is kept ready to be sent. */
export const readyReplySchema = z.strictObject({
  id: uuidSchema,
  /** Whether it is the account's, for everybody, or the caller's own. */
  shared: z.boolean(),
  /** Lower case, without the slash. */
  shortcut: z.string(),
  text: z.string(),
});
export type ReadyReply = z.infer<typeof readyReplySchema>;

/** Ready replies (rule T10). */
export const replies = {
  requests: {
    /** The account's and the caller's own, by their shortcuts. */
    'replies:list': {
      from: technician,
      input: nothing,
      output: z.strictObject({
        replies: z.array(readyReplySchema).max(maxReplies * 2),
        /** Whether the caller may write those of the account. */
        mayShare: z.boolean(),
      }),
    },
    /** Adds a reply, or replaces the one with this id. Refuses what cannot be filled in. */
    'reply:save': {
      from: technician,
      input: z.strictObject({
        id: uuidSchema,
        shared: z.boolean(),
        shortcut: z.string().trim().min(1).max(maxShortcutLength),
        text: z.string().trim().min(1).max(maxReplyLength),
      }),
      output: z.strictObject({ reply: readyReplySchema }),
    },
    'reply:delete': {
      from: technician,
      input: z.strictObject({ id: uuidSchema }),
      output: nothing,
    },
  },

  told: {
    'reply:changed': z.strictObject({ reply: readyReplySchema }),
    'reply:deleted': z.strictObject({ id: uuidSchema }),
  },
} as const;
