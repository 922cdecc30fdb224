import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { guard } from '../ui/guard.ts';
import styles from './chatPage.module.css';

/** In the place of the message field, once nothing can be written any more. */
export function EndedNote({ onNew }: { onNew: () => void }): ReactElement {
  const { t } = useI18n();
  return (
    <section className={styles.ended}>
      <div>
        <h2>{t('ended.title')}</h2>
        <p>{t('ended.text')}</p>
      </div>
      <button type="button" onClick={onNew} {...guard}>
        {t('ended.new')}
      </button>
    </section>
  );
}
