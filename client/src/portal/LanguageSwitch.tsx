import { useContext, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { LanguageChoice } from '../i18n/LanguageChoice.ts';
import { languages } from '@beside/shared/i18n/languages';
import { languageName } from '../lib/formats.ts';
import styles from './pageFoot.module.css';

/** Each language by its own name: whoever needs the switch cannot read the others. */
export function LanguageSwitch(): ReactElement {
  const { t, language } = useI18n();
  const choose = useContext(LanguageChoice);
  return (
    <div className={styles.languages} role="group" aria-label={t('language.label')}>
      {languages.map((other) => (
        <button
          key={other}
          type="button"
          lang={other}
          aria-pressed={other === language}
          onClick={() => choose(other)}
        >
          {capitalised(languageName(other, other), other)}
        </button>
      ))}
    </div>
  );
}

function capitalised(name: string, language: string): string {
  const [first = '', ...rest] = name;
  return first.toLocaleUpperCase(language) + rest.join('');
}
