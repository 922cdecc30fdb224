import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { guard } from '../ui/guard.ts';
import styles from './chatPage.module.css';

/** What was asked for could not be fetched, and can be asked for again. */
export function LoadFailed({ again }: { again: () => void }): ReactElement {
  const { t } = useI18n();
  return (
    <p className={styles.banner} role="alert">
      {t('menu.talk-failed')}
      <button type="button" onClick={again} {...guard}>
        {t('chat.try-again')}
      </button>
    </p>
  );
}
