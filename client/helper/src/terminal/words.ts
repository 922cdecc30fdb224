import { chooseLanguage, type Language } from '@beside/shared/i18n/languages';
import * as de from '@beside/shared/i18n/de';
import * as en from '@beside/shared/i18n/en';
import * as es from '@beside/shared/i18n/es';
import type { HelperWords } from '@beside/shared/i18n/words';

const tables: Record<Language, HelperWords> = {
  de: de.helperWords,
  en: en.helperWords,
  es: es.helperWords,
};

export type WordKey = keyof HelperWords;
/** Gives a text of the program in the reader's language. */
export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

/** The language that the terminal is set to, e.g. `de_AT.UTF-8`; English where there is none. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const set = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'];
  const tag = set ?? new Intl.DateTimeFormat().resolvedOptions().locale;
  return chooseLanguage([tag.split('.')[0]?.replace('_', '-') ?? '']);
}

export function createSay(language: Language): Say {
  const table = tables[language];
  return (key, values = {}) =>
    table[key].replace(/{{(\w+)}}/g, (_, name: string) => printable(String(values[name] ?? '')));
}

/** Names are other people's text: nothing in them moves the cursor or changes the terminal. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, '');
}
