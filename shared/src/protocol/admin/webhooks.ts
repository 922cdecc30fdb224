import * as z from 'zod';
import { requestIdSchema, uuidSchema } from '../../domain/ids.ts';
import { maxNameLength } from '../../domain/limits.ts';
import { timeSchema } from '../../domain/request.ts';
import { webhookEvents } from '../../domain/webhooks.ts';
import { listInput, listOutput, nameOf, nothing, type AdminRoute } from './parts.ts';

/** How many webhooks an account can have: each event is written down once for each of them. */
export const maxWebhooks = 20;
const maxUrlLength = 2048;

export const webhookFormSchema = z.strictObject({
  /** Absent: a new one. */
  id: z.optional(uuidSchema),
  name: nameOf(maxNameLength),
  url: z
    .string()
    .trim()
    .min(1)
    .max(maxUrlLength)
    .pipe(z.url({ protocol: /^https?$/ })),
  events: z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length),
  enabled: z.boolean(),
});
export type WebhookForm = z.infer<typeof webhookFormSchema>;

const webhookViewSchema = z.strictObject({
  ...webhookFormSchema.shape,
  id: uuidSchema,
  url: z.string(),
  events: z.array(z.enum(webhookEvents)),
  createdAt: timeSchema,
});
export type WebhookView = z.infer<typeof webhookViewSchema>;

export const deliveryStates = ['pending', 'sent', 'failed'] as const;

const deliveryViewSchema = z.strictObject({
  id: uuidSchema,
  event: z.enum([...webhookEvents, 'test']),
  requestId: z.nullable(requestIdSchema),
  /** JSON, as it is sent. */
  body: z.string(),
  state: z.enum(deliveryStates),
  tries: z.int().nonnegative(),
  /** Why the last try came to nothing: `answered 500`, a code of the system, or a few words. */
  reason: z.nullable(z.string()),
  createdAt: timeSchema,
  triedAt: z.nullable(timeSchema),
});
export type DeliveryView = z.infer<typeof deliveryViewSchema>;

const right = 'manage-api';
const ofOne = z.strictObject({ id: uuidSchema });

/** What an account has told to others' servers (rule O7); for those who see all its companies. */
export const webhooks = {
  'webhooks/list': {
    right,
    input: listInput(['name', 'url']),
    output: listOutput(webhookViewSchema),
  },
  'webhooks/get': { right, input: ofOne, output: z.strictObject({ webhook: webhookViewSchema }) },
  /** The secret of a new one is in this answer, and nowhere else. */
  'webhooks/save': {
    right,
    input: webhookFormSchema,
    output: z.strictObject({ webhook: webhookViewSchema, secret: z.nullable(z.string()) }),
  },
  /** Another secret, from now on. */
  'webhooks/secret': { right, input: ofOne, output: z.strictObject({ secret: z.string() }) },
  /** With all its deliveries. */
  'webhooks/remove': { right, input: ofOne, output: nothing },
  'webhooks/test': { right, input: ofOne, output: nothing },
  'webhooks/deliveries': {
    right,
    input: listInput(['created']).extend({
      id: uuidSchema,
      state: z.enum(['all', ...deliveryStates]).default('all'),
    }),
    output: listOutput(deliveryViewSchema),
  },
  /** Sends one again, whatever became of it. */
  'webhooks/resend': { right, input: ofOne, output: nothing },
} as const satisfies Record<string, AdminRoute>;
