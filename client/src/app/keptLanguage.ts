import type { Language } from '@beside/shared/i18n/languages';
import type { TextStorage } from '../lib/keptText.ts';

const key = 'beside.language';

/**
 * The languages to ask for: the one that was chosen here before, then the browser's.
 *
 * @param preferred by whoever made the page, over the browser's
 */
export function wantedLanguages(storage: TextStorage, preferred?: string): string[] {
  const first = storage.getItem(key) ?? preferred;
  return first === undefined ? [...navigator.languages] : [first, ...navigator.languages];
}

export function keepLanguage(storage: TextStorage, language: Language): void {
  storage.setItem(key, language);
}
