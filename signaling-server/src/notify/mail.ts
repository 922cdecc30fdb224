import type { Address, Notice } from '../ports/notices.ts';
import { createMailer } from './mailer.ts';

interface Options {
  /** `smtp://` or `smtps://`, with nodemailer's options in its query. */
  url: string;
  from: string;
  linkOf: (notice: Notice) => string;
}

/** Sends notices as mails. */
export function createMail({ url, from, linkOf }: Options) {
  const mailer = createMailer({ url, from, list: 'notifications' });
  return {
    async send({ to }: Extract<Address, { channel: 'mail' }>, notice: Notice): Promise<void> {
      // With the words of all languages: loaded with the first letter.
      const { writeLetter } = await import('./mailTemplate.ts');
      await mailer.send({
        to: { name: notice.recipient, address: to },
        id: notice.id,
        letter: writeLetter(notice, linkOf(notice)),
      });
    },
    close: () => mailer.close(),
  };
}
