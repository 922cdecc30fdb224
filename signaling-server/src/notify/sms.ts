import type { Address, Notice } from '../ports/notices.ts';
import { post } from './post.ts';

interface Options {
  url: string;
  token: string | undefined;
  linkOf: (notice: Notice) => string;
}

/** Hands a text message to the installation's gateway. */
export function createSms({ url, token, linkOf }: Options) {
  return async ({ to }: Extract<Address, { channel: 'sms' }>, notice: Notice): Promise<void> => {
    // With the words of all languages: loaded with the first text.
    const { shortText } = await import('./texts.ts');
    const { title } = shortText(notice);
    await post({
      url,
      allowPrivate: true,
      body: JSON.stringify({ to, text: `Beside: ${title} ${linkOf(notice)}` }),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Beside',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
  };
}
