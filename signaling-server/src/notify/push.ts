import { createECDH } from 'node:crypto';
import type { PushSubscriptionKeys } from '@beside/shared/domain/notifications';
import type { RequestOptions } from 'web-push';
import { DeliveryError, type Address, type Notice } from '../ports/notices.ts';
import { post } from './post.ts';

/** The application server's keys (RFC 8292), base64url. */
export interface PushKeys {
  publicKey: string;
  privateKey: string;
}

interface Options {
  keys: PushKeys;
  /** `https:` or `mailto:`, for the push service to complain to. */
  subject: string;
  allowPrivate: boolean;
  linkOf: (notice: Notice) => string;
  now: () => number;
}

/** How long a push service keeps what no browser is there for. */
const usualSeconds = 60 * 60;
/** What fits into the one record that every push service takes, with room for the rest. */
const maxBodyLength = 500;

/** New keys, as JSON, for an installation that has none yet. */
export function proposePushKeys(): string {
  const curve = createECDH('prime256v1');
  const publicKey = curve.generateKeys('base64url');
  // A number that begins with zeros comes shorter than the 32 bytes that it stands for.
  const privateKey = Buffer.concat([Buffer.alloc(32), curve.getPrivateKey()]).subarray(-32);
  return JSON.stringify({
    publicKey,
    privateKey: privateKey.toString('base64url'),
  } satisfies PushKeys);
}

/** Sends to a browser, through the push service of its maker, which cannot read it (RFC 8291). */
export function createPush({ keys, subject, allowPrivate, linkOf, now }: Options) {
  return async (
    { subscription }: Extract<Address, { channel: 'push' }>,
    notice: Notice,
  ): Promise<void> => {
    // With the words of all languages: loaded with the first push.
    const { shortText } = await import('./texts.ts');
    const { title, body } = shortText(notice);
    const tag = notice.request ? `${notice.event}:${notice.request.id}` : 'test';
    const payload = { title, body: body.slice(0, maxBodyLength), tag, url: linkOf(notice) };
    const leftMs = notice.until === null ? usualSeconds * 1000 : notice.until - now();
    const made = await encrypted(subscription, JSON.stringify(payload), {
      vapidDetails: { ...keys, subject },
      TTL: Math.max(1, Math.ceil(leftMs / 1000)),
      urgency: 'high',
    });
    await post({ url: subscription.endpoint, allowPrivate, ...made });
  };
}

/**
 * The library is loaded with the first push.
 *
 * @throws DeliveryError where the browser's keys are none
 */
async function encrypted(
  subscription: PushSubscriptionKeys,
  payload: string,
  options: RequestOptions,
) {
  const { default: webPush } = await import('web-push');
  try {
    const { headers, body } = webPush.generateRequestDetails(subscription, payload, options);
    // Numbers stand among them, whatever the types say.
    const text = Object.entries<string | number>(headers).map(([name, value]) => [
      name,
      `${value}`,
    ]);
    return { headers: Object.fromEntries(text) as Record<string, string>, body };
  } catch {
    throw new DeliveryError('gone', 'the keys of the browser cannot be used');
  }
}
