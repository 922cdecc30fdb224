import { createContext, useContext } from 'react';
import type { I18n } from './createI18n.ts';

/** The reader's language, for every component below. */
export const I18nContext = createContext<I18n | null>(null);

/** @throws outside of an I18nContext */
export function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (!i18n) throw new Error('no I18nContext above this component');
  return i18n;
}
