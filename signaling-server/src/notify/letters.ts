import type { AccountLetter, Letters } from '../ports/identity.ts';
import { DeliveryError } from '../ports.ts';
import { createMailer } from './mailer.ts';
import { composeLetter, type Letter } from './mailTemplate.ts';
import { words } from './texts.ts';

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
      await mailer.send({
        to: { name: letter.name, address: letter.to },
        id: `${letter.kind} ${letter.to} ${letter.path} ${Date.now()}`,
        letter: writeAccountLetter(letter, link),
      });
    },
  };
}

export function writeAccountLetter(
  { kind, name, language, account }: AccountLetter,
  link: string,
): Letter {
  const say = (key: Parameters<typeof words>[1]) => words(language, key, { name, account });
  return composeLetter({
    language,
    title: say(`account-mail.${kind}-title`),
    hello: say(name === '' ? 'account-mail.hello' : 'mail.hello'),
    lead: say(`account-mail.${kind}-text`),
    quoted: [],
    action: say(`account-mail.${kind}-action`),
    link,
    why: say(`account-mail.${kind}-why`),
  });
}
