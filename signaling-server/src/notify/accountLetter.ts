import type { AccountLetter } from '../ports/identity.ts';
import { composeLetter, type Letter } from './mailTemplate.ts';
import { words } from './texts.ts';

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
