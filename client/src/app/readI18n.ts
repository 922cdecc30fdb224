import { createI18n, type I18n } from '../i18n/createI18n.ts';
import { chooseLanguage, type Language, type Tables } from '../i18n/languages.ts';

/**
 * The words of one face in the reader's language; loads no others.
 *
 * @param tables of the face, one for each language
 */
export async function readI18n(
  tables: Record<Language, () => Promise<Tables<Record<string, string>>>>,
): Promise<I18n> {
  const language = chooseLanguage(navigator.languages);
  document.documentElement.lang = language;
  const { chatWords, faceWords } = await tables[language]();
  return createI18n(language, { ...chatWords, ...faceWords });
}
