import { createInstance } from 'i18next';
import type { Language } from '@beside/shared/i18n/languages';
import type { Translate } from './words.ts';

export interface I18n {
  language: Language;
  t: Translate;
}

/** @param table every text of a face, in this language */
export async function createI18n(
  language: Language,
  table: Readonly<Record<string, string>>,
): Promise<I18n> {
  const instance = createInstance();
  await instance.init({
    lng: language,
    resources: { [language]: { translation: table } },
    keySeparator: false,
    nsSeparator: false,
    // The framework that shows the text escapes it.
    interpolation: { escapeValue: false },
  });
  return { language, t: (key, ...[values]) => instance.t(key, values ?? {}) };
}
