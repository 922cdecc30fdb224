import * as z from 'zod';
import { languages } from '../i18n/languages.ts';
import { alertSeconds, channels, phonePattern } from './channels.ts';

const chosenSchema = z.array(z.enum(channels)).max(channels.length);

/** How a technician wants to be notified; the same in all of their browsers. */
export const preferencesSchema = z.strictObject({
  /** Of mails and messages; `null`: the one that the console was last used in. */
  language: z.nullable(z.enum(languages)),
  alertSeconds: z.int().min(alertSeconds.min).max(alertSeconds.max),
  channels: z.strictObject({
    alert: chosenSchema,
    message: chosenSchema,
    'left-message': chosenSchema,
  }),
  /** E.164, or empty. */
  phone: z.union([z.string().regex(phonePattern), z.literal('')]),
  /** Empty: none. */
  webhookUrl: z.union([z.url({ protocol: /^https?$/ }).max(500), z.literal('')]),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const base64Url = /^[A-Za-z0-9_-]+={0,2}$/;

/** What a browser's `PushSubscription` says of itself (W3C Push API, section 8). */
export const pushSubscriptionSchema = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/ }).max(1000),
  keys: z.strictObject({
    p256dh: z.string().max(120).regex(base64Url),
    auth: z.string().max(60).regex(base64Url),
  }),
});
export type PushSubscriptionKeys = z.infer<typeof pushSubscriptionSchema>;
