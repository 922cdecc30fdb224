import { useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { formParts } from './formParts.ts';
import styles from './recorded.module.css';
import { useLater } from './useLater.ts';

/** What the browser tells and the server keeps (rule P6), for whoever wants to know. */
export function RecordedDetails(): ReactElement {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  const facts = useLater(formParts.recorded, opened);
  return (
    <details className={styles.recorded} onToggle={() => setOpened(true)}>
      <summary>{t('recorded.title')}</summary>
      <p>{t('recorded.text')}</p>
      {facts.state === 'ready' && <facts.part />}
    </details>
  );
}
