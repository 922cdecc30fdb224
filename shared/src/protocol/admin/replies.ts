import * as z from 'zod';
import { profileIdSchema, uuidSchema } from '../../domain/ids.ts';
import { maxNameLength } from '../../domain/limits.ts';
import {
  isShortcut,
  maxReplyLength,
  maxShortcutLength,
  shortcutKey,
  unknownPlaceholders,
} from '../../domain/readyReplies.ts';
import { profileSchema } from '../contract/files.ts';
import { listInput, listOutput, nameOf, nothing, type AdminRoute } from './parts.ts';

export const sharedReplyFormSchema = z.strictObject({
  /** Absent: a new one. */
  id: z.optional(uuidSchema),
  shortcut: z
    .string()
    .trim()
    .min(1)
    .max(maxShortcutLength)
    .refine((text) => isShortcut(shortcutKey(text))),
  text: z
    .string()
    .trim()
    .min(1)
    .max(maxReplyLength)
    .refine((text) => unknownPlaceholders(text).length === 0),
});
export type SharedReplyForm = z.infer<typeof sharedReplyFormSchema>;

const sharedReplySchema = z.strictObject({
  id: uuidSchema,
  /** Lower case, without the slash. */
  shortcut: z.string(),
  text: z.string(),
});
export type SharedReply = z.infer<typeof sharedReplySchema>;

export const profileNameSchema = z.strictObject({
  id: profileIdSchema,
  name: nameOf(maxNameLength),
});

/** What everybody of the account has at hand: ready replies (rule T10), mobile profiles (rule F4). */
export const replies = {
  'replies/list': {
    right: 'write-replies',
    input: listInput(['shortcut', 'text']),
    output: listOutput(sharedReplySchema),
  },
  'replies/save': {
    right: 'write-replies',
    input: sharedReplyFormSchema,
    output: z.strictObject({ reply: sharedReplySchema }),
  },
  'replies/remove': {
    right: 'write-replies',
    input: z.strictObject({ id: uuidSchema }),
    output: nothing,
  },
  /** One is added by `POST /api/v1/profiles`, with its bytes. */
  'profiles/list': {
    right: 'manage-settings',
    input: listInput(['name', 'created', 'size']),
    output: listOutput(profileSchema),
  },
  'profiles/rename': {
    right: 'manage-settings',
    input: profileNameSchema,
    output: z.strictObject({ profile: profileSchema }),
  },
  'profiles/remove': {
    right: 'manage-settings',
    input: z.strictObject({ id: profileIdSchema }),
    output: nothing,
  },
} as const satisfies Record<string, AdminRoute>;
