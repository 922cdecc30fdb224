import * as z from 'zod';
import { fileIdSchema, messageIdSchema, profileIdSchema } from '../../domain/ids.ts';
import { timeSchema } from '../../domain/request.ts';
import { errorReasons } from '../errors.ts';
import { maxProfiles } from '../limits.ts';
import { both, changed, nothing, of, technician } from './parts.ts';

/** A link that opens one file for the one who asked, for a few minutes. */
const linkSchema = z.strictObject({ url: z.string(), expiresAt: timeSchema });

export const profileSchema = z.strictObject({
  id: profileIdSchema,
  name: z.string(),
  /** Bytes. */
  size: z.int().positive(),
  /** Whether it is signed by whoever made it. */
  signed: z.boolean(),
  createdAt: timeSchema,
});
export type MobileProfile = z.infer<typeof profileSchema>;

/** Files and mobile profiles; their bytes go over HTTP. */
export const files = {
  requests: {
    'file:link': {
      from: both,
      needs: 'files',
      input: z.strictObject({ ...of, fileId: fileIdSchema }),
      output: linkSchema,
    },
    /** What has become of the caller's own upload, for a page that was away. */
    'file:state': {
      from: both,
      input: z.strictObject({ ...of, id: messageIdSchema }),
      output: z.strictObject({
        state: z.enum(['uploading', 'checking', 'stored', 'refused']),
        reason: z.nullable(z.enum(errorReasons)),
      }),
    },
    'profiles:list': {
      from: technician,
      input: nothing,
      output: z.strictObject({ profiles: z.array(profileSchema).max(maxProfiles) }),
    },
    'profile:remove': {
      from: technician,
      needs: 'manage-settings',
      input: z.strictObject({ id: profileIdSchema }),
      output: nothing,
    },
    /** Sends a profile to the customer's iOS or Android device (rule F4). */
    'profile:send': {
      from: technician,
      needs: 'send-profiles',
      input: z.strictObject({ ...of, profileId: profileIdSchema }),
      output: changed,
    },
    /** `id` names the entry with which the profile was sent. */
    'profile:link': {
      from: both,
      input: z.strictObject({ ...of, id: messageIdSchema }),
      output: linkSchema,
    },
  },

  told: {
    /** To the sender: what came whole was not passed on. `id` is the one the page gave it. */
    'file:refused': z.strictObject({
      ...of,
      id: messageIdSchema,
      reason: z.enum(errorReasons),
    }),
  },
} as const;
