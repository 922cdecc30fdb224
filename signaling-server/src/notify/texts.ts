import * as de from '@beside/shared/i18n/de';
import * as en from '@beside/shared/i18n/en';
import * as es from '@beside/shared/i18n/es';
import type { Language } from '@beside/shared/i18n/languages';
import type { MailWords } from '@beside/shared/i18n/words';
import type { Notice } from '../ports/notices.ts';

const tables: Record<Language, MailWords> = {
  en: en.mailWords,
  es: es.mailWords,
  de: de.mailWords,
};

/** A text in the reader's language, with its `{{placeholders}}` filled in. */
export function words(
  language: Language,
  key: keyof MailWords,
  values: Record<string, string> = {},
): string {
  return tables[language][key].replaceAll(
    /\{\{(\w+)\}\}/g,
    (whole, name: string) => values[name] ?? whole,
  );
}

/** What a notice comes to in a line, and in a line more. */
export function shortText({ event, language, request, messages }: Notice): {
  title: string;
  body: string;
} {
  const customer = request?.customer || words(language, 'mail.unnamed');
  const values = { customer, portal: request?.portal ?? '' };
  const body = event === 'message' ? (messages.at(-1) ?? '') : (request?.question ?? '');
  return {
    title: words(language, `mail.${event}-title`, values),
    body: event === 'test' ? words(language, 'mail.test-text') : body,
  };
}
