import * as z from 'zod';
import { messageIdSchema } from '../../domain/ids.ts';
import { maxMessageLength } from '../../domain/limits.ts';
import { entrySchema, timeSchema } from '../../domain/request.ts';
import { parties } from '../../domain/words.ts';
import { entriesPerPage } from '../limits.ts';
import { both, of } from './parts.ts';

/** Messages, typing and read signs. */
export const chat = {
  requests: {
    'chat:post': {
      from: both,
      input: z.strictObject({
        ...of,
        id: messageIdSchema,
        text: z
          .string()
          .max(maxMessageLength)
          .refine((text) => text.trim().length > 0),
      }),
      output: z.strictObject({ seq: z.int().positive(), at: timeSchema }),
    },
    /** The entries after `afterSeq`, oldest first: fills a gap. */
    'chat:since': {
      from: both,
      input: z.strictObject({ ...of, afterSeq: z.int().nonnegative() }),
      output: z.strictObject({
        entries: z.array(entrySchema).max(entriesPerPage),
        more: z.boolean(),
      }),
    },
  },

  notices: {
    'chat:typing': { from: both, input: z.strictObject({ ...of, typing: z.boolean() }) },
    'chat:read': { from: both, input: z.strictObject({ ...of, seq: z.int().nonnegative() }) },
  },

  told: {
    'chat:entry': z.strictObject({ entry: entrySchema }),
    'chat:typing': z.strictObject({
      ...of,
      party: z.enum(parties),
      name: z.string(),
      typing: z.boolean(),
    }),
    'chat:read': z.strictObject({ ...of, party: z.enum(parties), seq: z.int().nonnegative() }),
  },
} as const;
