import type { Language } from '@beside/shared/i18n/languages';
import type { AdminWords, ChatWords, ConsoleWords, PortalWords } from '@beside/shared/i18n/words';

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

export const adminTables: Record<Language, () => Promise<Tables<ConsoleWords & AdminWords>>> = {
  en: () => import('./admin/en.ts'),
  es: () => import('./admin/es.ts'),
  de: () => import('./admin/de.ts'),
};

export const consoleTables: Record<Language, () => Promise<Tables<ConsoleWords>>> = {
  en: () => import('./console/en.ts'),
  es: () => import('./console/es.ts'),
  de: () => import('./console/de.ts'),
};
