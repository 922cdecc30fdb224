import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { TechnicianRecording } from '../../session/recording/technicianRecording.ts';
import styles from '../viewer.module.css';

/** Whether it is recorded, for everybody who looks on, and what keeps it from being stored. */
export function RecordSign({ recording }: { recording: TechnicianRecording }): ReactElement | null {
  const { t } = useI18n();
  const { record, upload } = useStore(recording.view, (whole) => whole);
  if (record.phase === 'proposed') return <span role="status">{t('viewer.record-asked')}</span>;
  if (record.phase !== 'recording') return null;
  return (
    <>
      <span className={styles.recording} role="status">
        <i aria-hidden="true" />
        {t('viewer.recording')}
      </span>
      {upload === 'waiting' && <span role="alert">{t('viewer.record-waiting')}</span>}
      {upload === 'no-room' && <span role="alert">{t('viewer.record-no-room')}</span>}
      {upload === 'elsewhere' && <span role="status">{t('viewer.record-elsewhere')}</span>}
    </>
  );
}
