import { createContext } from 'react';
import type { Language } from '@beside/shared/i18n/languages';

/** Puts the whole face into another language, and remembers it. */
export const LanguageChoice = createContext<(language: Language) => void>(() => undefined);
