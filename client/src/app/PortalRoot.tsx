import { useCallback, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { I18n } from '../i18n/createI18n.ts';
import { createLightI18n } from '../i18n/createLightI18n.ts';
import { I18nContext } from '../i18n/I18nContext.ts';
import { LanguageChoice } from '../i18n/LanguageChoice.ts';
import type { Language } from '@beside/shared/i18n/languages';
import { portalTables } from '../i18n/tables.ts';
import { keepLanguage } from './keptLanguage.ts';
import { readI18n } from './readI18n.ts';

/** The words around the customer's page, which can be changed while it is open. */
export function PortalRoot({
  first,
  children,
}: {
  first: I18n;
  children: ReactNode;
}): ReactElement {
  const [i18n, setI18n] = useState(first);
  const changing = useRef(Promise.resolve());

  const choose = useCallback((language: Language) => {
    const change = async (): Promise<void> => {
      setI18n(await readI18n(createLightI18n, portalTables, [language]));
      keepLanguage(language);
    };
    // One after the other, so that the last choice wins; without a line the words stay as they are.
    changing.current = changing.current.then(change).catch((error: unknown) => {
      if (!(error instanceof TypeError)) throw error;
    });
  }, []);

  return (
    <LanguageChoice.Provider value={choose}>
      <I18nContext.Provider value={i18n}>{children}</I18nContext.Provider>
    </LanguageChoice.Provider>
  );
}
