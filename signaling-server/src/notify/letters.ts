import type { Letters } from '../ports/identity.ts';
import { DeliveryError } from '../ports/notices.ts';
import { createMailer } from './mailer.ts';

/** Letters about people's own accounts, as far as mail is set up. */
export function createLetters(
  mail: { url: string; from: string } | undefined,
  baseUrl: () => string,
): Letters {
  const mailer = mail && createMailer({ ...mail, list: 'accounts' });
  return {
    available: mailer !== undefined,
    async send(letter) {
      if (!mailer) throw new DeliveryError('never', 'mail is not set up');
      const link = `${baseUrl()}${letter.path}`;
      // With the words of all languages: loaded with the first letter.
      const { writeAccountLetter } = await import('./accountLetter.ts');
      await mailer.send({
        to: { name: letter.name, address: letter.to },
        id: `${letter.kind} ${letter.to} ${letter.path} ${Date.now()}`,
        letter: writeAccountLetter(letter, link),
      });
    },
  };
}
