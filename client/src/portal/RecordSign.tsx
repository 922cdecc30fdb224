import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { CustomerLive } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import styles from './live.module.css';

/** As long as it is recorded, it is said, and one click ends it (rule M3). */
export function RecordSign({ live }: { live: CustomerLive }): ReactElement {
  const { t } = useI18n();
  return (
    <p className={styles.recorded} role="status">
      <i aria-hidden="true" />
      {t('bar.recorded')}
      <button type="button" onClick={() => live.stopRecord()} {...guard}>
        {t('bar.record-stop')}
      </button>
    </p>
  );
}
