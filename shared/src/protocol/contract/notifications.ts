import * as z from 'zod';
import { noticeEvents, outboundChannels } from '../../domain/channels.ts';
import { preferencesSchema, pushSubscriptionSchema } from '../../domain/notifications.ts';
import { requestIdSchema } from '../../domain/ids.ts';
import { supportRequestSchema } from '../../domain/request.ts';
import { languages } from '../../i18n/languages.ts';
import { nothing, technician } from './parts.ts';

/** How a technician is called when nobody looks at the page. */
export const notifications = {
  requests: {
    /** The caller's own; `language` is the console's, kept for mails where none is chosen. */
    'preferences:get': {
      from: technician,
      input: z.strictObject({ language: z.enum(languages) }),
      output: z.strictObject({
        preferences: preferencesSchema,
        /** What the installation has been set up for. */
        available: z.array(z.enum(outboundChannels)),
        /** The application server's key for `PushManager.subscribe`, base64url. */
        pushKey: z.string(),
      }),
    },
    /** All of them at once. A new webhook address comes with a new secret, told this once. */
    'preferences:set': {
      from: technician,
      input: z.strictObject({
        preferences: preferencesSchema,
        renewSecret: z.optional(z.boolean()),
      }),
      output: z.strictObject({ webhookSecret: z.nullable(z.string()) }),
    },
    /** Sends a try to the caller by what is stored, now; refused with the reason where it fails. */
    'preferences:test': {
      from: technician,
      input: z.strictObject({ channel: z.enum(outboundChannels) }),
      output: nothing,
    },
    'push:subscribe': { from: technician, input: pushSubscriptionSchema, output: nothing },
    'push:unsubscribe': {
      from: technician,
      input: z.strictObject({ endpoint: pushSubscriptionSchema.shape.endpoint }),
      output: nothing,
    },
  },

  notices: {
    /** Which request this page has in front of the person's eyes; they are not notified of it. */
    'console:looking': {
      from: technician,
      input: z.strictObject({ requestId: z.nullable(requestIdSchema) }),
    },
  },

  told: {
    /** Something that no open page shows by itself. */
    'notice:raised': z.strictObject({
      event: z.enum(noticeEvents),
      request: supportRequestSchema,
    }),
  },
} as const;
