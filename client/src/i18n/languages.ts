import type { ChatWords, ConsoleWords, PortalWords } from './words.ts';

/** The languages there are, the fallback first. */
export const languages = ['en', 'es', 'de'] as const;
export type Language = (typeof languages)[number];

/** The first language that both the reader and we speak. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0];
    const found = languages.find((language) => language === base);
    if (found) return found;
  }
  return 'en';
}

/** The words of one face in one language; its file takes them out of the language's own. */
export interface Tables<Face> {
  chatWords: ChatWords;
  faceWords: Face;
}

export const portalTables: Record<Language, () => Promise<Tables<PortalWords>>> = {
  en: () => import('./portal/en.ts'),
  es: () => import('./portal/es.ts'),
  de: () => import('./portal/de.ts'),
};

export const consoleTables: Record<Language, () => Promise<Tables<ConsoleWords>>> = {
  en: () => import('./console/en.ts'),
  es: () => import('./console/es.ts'),
  de: () => import('./console/de.ts'),
};
