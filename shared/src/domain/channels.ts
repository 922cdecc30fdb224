import type { Preferences } from './notifications.ts';

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

/** Of who has not chosen anything yet. */
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

/** E.164: a plus sign, the country, the number. */
export const phonePattern = /^\+[1-9][0-9]{6,14}$/;
