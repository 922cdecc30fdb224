import { useCallback, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { I18n } from '../i18n/createI18n.ts';
import { createLightI18n } from '../i18n/createLightI18n.ts';
import { I18nContext } from '../i18n/I18nContext.ts';
import { LanguageChoice } from '../i18n/LanguageChoice.ts';
import type { Language } from '@beside/shared/i18n/languages';
import { portalTables } from '../i18n/tables.ts';
import { PlaceContext, type Place } from '../portal/place.ts';
import { keepLanguage } from './keptLanguage.ts';
import { readI18n } from './readI18n.ts';

/** Where the customer's page stands, and its words, which can be changed while it is open. */
export function PortalRoot({
  first,
  place,
  children,
}: {
  first: I18n;
  place: Place;
  children: ReactNode;
}): ReactElement {
  const [i18n, setI18n] = useState(first);
  const changing = useRef(Promise.resolve());

  const choose = useCallback(
    (language: Language) => {
      const change = async (): Promise<void> => {
        setI18n(await readI18n(createLightI18n, portalTables, [language], place.root));
        keepLanguage(place.storage, language);
      };
      // One after the other, so that the last choice wins; without a line the words stay as they are.
      changing.current = changing.current.then(change).catch((error: unknown) => {
        if (!(error instanceof TypeError)) throw error;
      });
    },
    [place],
  );

  return (
    <LanguageChoice.Provider value={choose}>
      <PlaceContext.Provider value={place}>
        <I18nContext.Provider value={i18n}>{children}</I18nContext.Provider>
      </PlaceContext.Provider>
    </LanguageChoice.Provider>
  );
}
