import type { I18n } from '../i18n/createI18n.ts';
import { chooseLanguage, type Language } from '@beside/shared/i18n/languages';
import type { Tables } from '../i18n/tables.ts';

/**
 * The words of one face in the reader's language; loads no others.
 *
 * @param create puts a table to use
 * @param tables of the face, one for each language
 * @param wanted BCP 47, the dearest first
 * @param root what is in that language from then on
 */
export async function readI18n(
  create: (language: Language, table: Readonly<Record<string, string>>) => Promise<I18n>,
  tables: Record<Language, () => Promise<Tables<Record<string, string>>>>,
  wanted: readonly string[] = navigator.languages,
  root: HTMLElement = document.documentElement,
): Promise<I18n> {
  const language = chooseLanguage(wanted);
  const { chatWords, faceWords } = await tables[language]();
  root.lang = language;
  return create(language, { ...chatWords, ...faceWords });
}
