import * as z from 'zod';
import { userIdSchema, uuidV7Schema } from '../../domain/ids.ts';
import { timeSchema } from '../../domain/request.ts';
import { maxNotes } from '../limits.ts';
import { nothing, of, technician } from './parts.ts';

/** Longest note, in UTF-16 code units. */
const maxNoteLength = 4000;

export const noteTextSchema = z.string().trim().min(1).max(maxNoteLength);

/** What a technician wrote down about a request, for technicians alone. */
export const noteSchema = z.strictObject({
  ...of,
  id: uuidV7Schema,
  author: z.strictObject({ id: userIdSchema, name: z.string() }),
  text: z.string(),
  createdAt: timeSchema,
  /** `null`: it stands as it was written. */
  editedAt: z.nullable(timeSchema),
});
export type Note = z.infer<typeof noteSchema>;

/** Notes on a request (rule T10); never told to customers. */
export const notes = {
  requests: {
    /** Oldest first. */
    'notes:list': {
      from: technician,
      input: z.strictObject(of),
      output: z.strictObject({ notes: z.array(noteSchema).max(maxNotes) }),
    },
    /** Adds a note, once for its id; or replaces the text of one of the caller's own. */
    'note:save': {
      from: technician,
      input: z.strictObject({
        ...of,
        id: uuidV7Schema,
        text: noteTextSchema,
      }),
      output: z.strictObject({ note: noteSchema }),
    },
    'note:delete': {
      from: technician,
      input: z.strictObject({ ...of, id: uuidV7Schema }),
      output: nothing,
    },
  },

  told: {
    /** To the technicians who follow the request. */
    'note:changed': z.strictObject({ note: noteSchema }),
    'note:deleted': z.strictObject({ ...of, id: uuidV7Schema }),
  },
} as const;
