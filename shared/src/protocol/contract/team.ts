import * as z from 'zod';
import { messageIdSchema, userIdSchema } from '../../domain/ids.ts';
import { maxMessageLength } from '../../domain/limits.ts';
import { sideEntrySchema, timeSchema } from '../../domain/request.ts';
import { teamRoles } from '../../domain/words.ts';
import { entriesPerPage } from '../limits.ts';
import { changed, of, technician } from './parts.ts';

const whom = { ...of, user: userIdSchema };
const memberInput = z
  .strictObject({ ...whom, role: z.enum(teamRoles), masked: z.boolean() })
  // Whoever acts on a customer's screen is known to that customer.
  .refine(({ role, masked }) => !masked || role === 'see-and-chat');

/** Several technicians in one session, and what they say among themselves (rule T9). */
export const team = {
  requests: {
    /** An offer to one colleague, who answers it as every other alert. */
    'team:invite': {
      from: technician,
      needs: 'invite',
      input: memberInput,
      output: changed,
    },
    /** Another role, or out of the mask; nobody whom the customer has seen is masked afterwards. */
    'team:update': {
      from: technician,
      input: memberInput,
      output: changed,
    },
    /** Withdraws an invitation, or ends somebody's part. */
    'team:remove': { from: technician, input: z.strictObject(whom), output: changed },
    'team:leave': { from: technician, input: z.strictObject(of), output: changed },
    'team:post': {
      from: technician,
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
    /** The side chat after `afterSeq`, oldest first, and how far the caller has read it. */
    'team:since': {
      from: technician,
      input: z.strictObject({ ...of, afterSeq: z.int().nonnegative() }),
      output: z.strictObject({
        entries: z.array(sideEntrySchema).max(entriesPerPage),
        more: z.boolean(),
        read: z.int().nonnegative(),
      }),
    },
  },

  notices: {
    'team:typing': { from: technician, input: z.strictObject({ ...of, typing: z.boolean() }) },
    'team:read': {
      from: technician,
      input: z.strictObject({ ...of, seq: z.int().nonnegative() }),
    },
  },

  told: {
    'team:entry': z.strictObject({ entry: sideEntrySchema }),
    'team:typing': z.strictObject({ ...of, name: z.string(), typing: z.boolean() }),
    /** To the reader's other pages. */
    'team:read': z.strictObject({ ...of, seq: z.int().nonnegative() }),
  },
} as const;
