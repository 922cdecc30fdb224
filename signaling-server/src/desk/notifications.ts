import type { RequestId } from '@beside/shared/domain/ids';
import {
  outboundChannels,
  usualPreferences,
  type Channel,
  type NoticeEvent,
  type OutboundChannel,
} from '@beside/shared/domain/channels';
import { type Preferences } from '@beside/shared/domain/notifications';
import type { Language } from '@beside/shared/i18n/languages';
import { backoffMs } from '@beside/shared/lib/backoff';
import type { Address, Delivery, DeliveryError, Recipient } from '../ports/notices.ts';

/*
 * Who is told what, over which way, and when: decisions only. What carries them out stands in
 * notices.ts and outbox.ts.
 */

/** How long mail and text message wait, so that what is read meanwhile sends none. */
export const readingMs = 30_000;
/** The least time between two mails, or two text messages, about the same conversation. */
export const quietMs = 5 * 60_000;
/** How long a delivery is tried, except of an alert, which is over before. */
export const tryingMs = 24 * 60 * 60_000;

const alertRetry = { baseMs: 2_000, maxMs: 8_000 };
const retry = { baseMs: 30_000, maxMs: 60 * 60_000 };

/** One way to one person. */
export interface Way {
  channel: OutboundChannel;
  target: string;
}

export function preferencesOf({ chosen }: Pick<Recipient, 'chosen'>): Preferences {
  return chosen ?? usualPreferences;
}

export function languageOf(recipient: Pick<Recipient, 'chosen' | 'language'>): Language {
  return preferencesOf(recipient).language ?? recipient.language ?? 'en';
}

/** Whether this person wants to be told of that over this channel, and does not see it anyhow. */
export function wants(
  recipient: Pick<Recipient, 'chosen' | 'lookingAt'>,
  event: NoticeEvent,
  channel: Channel,
  requestId: RequestId,
): boolean {
  if (recipient.lookingAt.includes(requestId)) return false;
  return preferencesOf(recipient).channels[event].includes(channel);
}

/** The ways out of the installation on which somebody is told of something. */
export function waysOut(
  recipient: Recipient,
  event: NoticeEvent,
  requestId: RequestId,
  available: readonly OutboundChannel[],
): Way[] {
  return outboundChannels
    .filter((channel) => available.includes(channel))
    .filter((channel) => wants(recipient, event, channel, requestId))
    .flatMap((channel) => targetsOf(recipient, channel).map((target) => ({ channel, target })));
}

/** Every browser that takes pushes is told by itself; everything else has one address. */
export function targetsOf(recipient: Recipient, channel: OutboundChannel): string[] {
  if (channel === 'push') return recipient.pushes.map(({ id }) => id);
  return addressOf(recipient, { channel, target: '' }) ? [''] : [];
}

export function addressOf(recipient: Recipient, { channel, target }: Way): Address | undefined {
  const { phone, webhookUrl } = preferencesOf(recipient);
  switch (channel) {
    case 'mail':
      return { channel, to: recipient.user.email };
    case 'sms':
      return phone === '' ? undefined : { channel, to: phone };
    case 'push': {
      const push = recipient.pushes.find(({ id }) => id === target);
      return push && { channel, subscription: push.subscription };
    }
    case 'webhook': {
      const secret = recipient.webhookSecret;
      return webhookUrl === '' || secret === null
        ? undefined
        : { channel, url: webhookUrl, secret };
    }
  }
}

/**
 * When a delivery is due.
 *
 * @param lastSentAt when the last one about the same conversation was written down, if any was
 */
export function dueAtFirst(
  event: NoticeEvent,
  channel: OutboundChannel,
  now: number,
  lastSentAt: number | undefined,
): number {
  const isSlow = event === 'message' && (channel === 'mail' || channel === 'sms');
  if (!isSlow) return now;
  return Math.max(now + readingMs, lastSentAt === undefined ? 0 : lastSentAt + quietMs);
}

/** What becomes of a delivery that failed; `dueAt` where it is tried again. */
export function afterFailure(
  delivery: Delivery,
  { kind, message }: DeliveryError,
  now: number,
  random: number,
): { delivery: Delivery; dueAt: number | undefined } {
  const tries = delivery.tries + 1;
  const isAlert = delivery.event === 'alert';
  const limit = isAlert ? delivery.mark : delivery.createdAt + tryingMs;
  const dueAt = now + Math.ceil(backoffMs(delivery.tries, isAlert ? alertRetry : retry, random));
  if (kind === 'later' && dueAt < limit) {
    return { delivery: { ...delivery, tries, reason: message }, dueAt };
  }
  return { delivery: { ...delivery, tries, reason: message, state: 'failed' }, dueAt: undefined };
}
