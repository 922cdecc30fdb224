import type { OutboundChannel } from '@beside/shared/domain/channels';
import type { Clock } from '@beside/shared/lib/clock';
import { type Directory } from '../ports.ts';
import { DeliveryError, type Courier, type Notice } from '../ports/notices.ts';
import { createMail } from './mail.ts';
import { createPush, proposePushKeys, type PushKeys } from './push.ts';
import { createSms } from './sms.ts';
import { createSignedPost, createWebhook } from './webhook.ts';

/** What the operator has set up. */
export interface CourierOptions {
  mail: { url: string; from: string } | undefined;
  sms: { url: string; token: string | undefined } | undefined;
  /** Whether webhooks and pushes may go to the server's own network. */
  allowPrivate: boolean;
}

interface Parts {
  directory: Pick<Directory, 'secret'>;
  clock: Clock;
  /** What people reach the installation by, without a slash at its end. */
  baseUrl: () => string;
}

/** The ways out of the installation, as far as they are set up; pushes and webhooks always are. */
export async function createCourier(
  { mail, sms, allowPrivate }: CourierOptions,
  { directory, clock, baseUrl }: Parts,
): Promise<Courier> {
  const keys = JSON.parse(await directory.secret('push-keys', proposePushKeys())) as PushKeys;
  const linkOf = ({ request }: Notice): string =>
    request ? `${baseUrl()}/console/requests/${request.id}` : `${baseUrl()}/console`;

  const sendMail = mail && createMail({ ...mail, linkOf });
  const sendSms = sms && createSms({ ...sms, linkOf });
  const sendWebhook = createWebhook({ allowPrivate, linkOf });
  const subject = (): string => {
    const address = mail && /[^\s<>]+@[^\s<>]+/.exec(mail.from)?.[0];
    if (address) return `mailto:${address}`;
    return baseUrl().startsWith('https:') ? baseUrl() : 'mailto:nobody@localhost';
  };
  const now = () => clock.now();
  const available: OutboundChannel[] = [
    ...(mail ? (['mail'] as const) : []),
    ...(sms ? (['sms'] as const) : []),
    'push',
    'webhook',
  ];

  return {
    available,
    pushKey: keys.publicKey,
    async send(address, notice) {
      switch (address.channel) {
        case 'mail':
          if (!sendMail) throw new DeliveryError('never', 'mail is not set up');
          return sendMail.send(address, notice);
        case 'sms':
          if (!sendSms) throw new DeliveryError('never', 'text messages are not set up');
          return sendSms(address, notice);
        case 'push':
          return createPush({ keys, subject: subject(), allowPrivate, linkOf, now })(
            address,
            notice,
          );
        case 'webhook':
          return sendWebhook(address, notice);
      }
    },
    postSigned: createSignedPost({ allowPrivate }),
    close: () => sendMail?.close(),
  };
}
