import { tabWords as de } from '@beside/shared/i18n/de';
import { tabWords as en } from '@beside/shared/i18n/en';
import { tabWords as es } from '@beside/shared/i18n/es';
import type { Language } from '@beside/shared/i18n/languages';
import type { TabWords } from '@beside/shared/i18n/words';

const tables: Record<Language, TabWords> = { en, es, de };

/** @returns a text with its placeholders filled in */
export function textsOfTab(
  language: Language,
  values: Readonly<Record<string, string>>,
): (key: keyof TabWords) => string {
  const words = tables[language];
  return (key) => words[key].replace(/{{(\w+)}}/g, (_, name: string) => values[name] ?? '');
}
