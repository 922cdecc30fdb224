import { useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { CustomerLive } from '../session/live.ts';
import { answerAfterMs } from '../session/recording/recordConsent.ts';
import { guard } from '../ui/guard.ts';
import { Dialog } from './Dialog.tsx';
import styles from './dialog.module.css';

interface Props {
  live: CustomerLive;
  /** Who asks. */
  technician: string;
}

/** Asks whether the session may be recorded; nobody but a person in front of it can agree. */
export function RecordDialog({ live, technician }: Props): ReactElement {
  const { t } = useI18n();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), answerAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Dialog title={t('record.title', { technician })} onDismiss={() => live.declineRecord()}>
      <p>{t('record.text')}</p>
      <p className={styles.small}>{t('record.who')}</p>
      <div className={styles.actions}>
        <button type="button" onClick={() => live.declineRecord()} {...guard}>
          {t('record.decline')}
        </button>
        <button
          type="button"
          data-look="main"
          disabled={!ready}
          onClick={(event) => live.allowRecord(event.nativeEvent)}
          {...guard}
        >
          {t('record.allow')}
        </button>
      </div>
    </Dialog>
  );
}
