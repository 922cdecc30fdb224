import * as z from 'zod';
import { requestIdSchema } from './ids.ts';
import { chatFileSchema, systemEventSchema, timeSchema, type Entry } from './request.ts';
import { parties } from './words.ts';

/**
 * One row of the log that a customer can take home (rule X5): what happened, and not what was said.
 * Each is written with the line of the chat that tells of it.
 */
export const sessionLogRowSchema = z.strictObject({
  request: requestIdSchema,
  /** 1, 2, 3 … for each request, without a gap. */
  seq: z.int().positive(),
  at: timeSchema,
  what: z.union([
    systemEventSchema,
    z.strictObject({
      code: z.literal('file-sent'),
      party: z.enum(parties),
      /** Who sent it. */
      from: z.string(),
      file: chatFileSchema,
    }),
  ]),
});
export type SessionLogRow = z.infer<typeof sessionLogRowSchema>;

type Logged =
  | Pick<Extract<Entry, { kind: 'event' }>, 'kind' | 'event'>
  | Pick<Extract<Entry, { kind: 'file' }>, 'kind' | 'file' | 'from'>;

/** What the log says of a line of the chat; `undefined`: nothing, since somebody wrote it. */
export function loggedOf(entry: Logged | { kind: 'message' }): SessionLogRow['what'] | undefined {
  switch (entry.kind) {
    case 'message':
      return undefined;
    case 'event':
      return entry.event;
    case 'file': {
      const { party, name } = entry.from;
      return { code: 'file-sent', party, from: name, file: entry.file };
    }
  }
}
