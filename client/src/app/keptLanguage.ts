import type { Language } from '@beside/shared/i18n/languages';
import { keptText } from '../lib/keptText.ts';

const key = 'beside.language';

/** The languages to ask for: the one that was chosen here before, then the browser's. */
export function wantedLanguages(): string[] {
  const kept = keptText.getItem(key);
  return kept === null ? [...navigator.languages] : [kept, ...navigator.languages];
}

export function keepLanguage(language: Language): void {
  keptText.setItem(key, language);
}
