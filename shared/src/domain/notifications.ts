import * as z from 'zod';
import { languages } from '../i18n/languages.ts';

/** What a technician is told of: a customer who calls, one who writes, one who has left a message. */
export const noticeEvents = ['alert', 'message', 'left-message'] as const;
export type NoticeEvent = (typeof noticeEvents)[number];

/** Ways that go out of the installation; its outbox carries them. */
export const outboundChannels = ['mail', 'sms', 'push', 'webhook'] as const;
export type OutboundChannel = (typeof outboundChannels)[number];

/** Beside the page itself, which always shows everything (rule T1). */
export const channels = ['sound', 'desktop', ...outboundChannels] as const;
export type Channel = (typeof channels)[number];

/** How long a pop-up stays on the page, in seconds (rule T6). */
export const alertSeconds = { min: 5, max: 120, usual: 30 } as const;

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
  phone: z.union([z.string().regex(/^\+[1-9][0-9]{6,14}$/), z.literal('')]),
  /** Empty: none. */
  webhookUrl: z.union([z.url({ protocol: /^https?$/ }).max(500), z.literal('')]),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const usualPreferences: Preferences = {
  language: null,
  alertSeconds: alertSeconds.usual,
  channels: {
    alert: ['sound', 'desktop'],
    message: ['sound', 'desktop'],
    'left-message': ['desktop'],
  },
  phone: '',
  webhookUrl: '',
};

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
