import * as z from 'zod';
import { ratings } from '../../domain/survey.ts';
import { webhookEvents } from '../../domain/webhooks.ts';
import { component, maybe, moment } from './parts.ts';
import { restRequestSchema } from './requests.ts';

/** What is posted to a webhook of the account. */
export const webhookBodySchema = component(
  'WebhookEvent',
  z.strictObject({
    /** The same in every try. */
    id: z.string(),
    event: z.enum([...webhookEvents, 'test']),
    at: moment,
    /** As it was right after the event; `null` in a test. */
    request: maybe(restRequestSchema),
    survey: maybe(z.strictObject({ rating: z.literal(ratings), words: z.string() })),
  }),
);
export type WebhookBody = z.infer<typeof webhookBodySchema>;
