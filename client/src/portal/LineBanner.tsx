import { useEffect, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { reloadOnce } from '../lib/reloadOnce.ts';
import type { Connection } from '../signaling/signaling.ts';
import styles from './chatPage.module.css';
import { usePlace } from './place.ts';

/** Says that the line is down, or that the page has become too old for the server. */
export function LineBanner({ connection }: { connection: Connection }): ReactElement | null {
  const { t } = useI18n();
  const { isGuest } = usePlace();
  const outdated = connection.state === 'refused' && connection.reason === 'version';
  useEffect(() => {
    if (outdated && !isGuest) reloadOnce();
  }, [outdated, isGuest]);
  if (outdated) {
    return (
      <div className={styles.banner} role="alert">
        {t('line.version')}
        <button type="button" onClick={() => location.reload()}>
          {t('line.reload')}
        </button>
      </div>
    );
  }
  if (connection.state !== 'offline') return null;
  return (
    <div className={styles.banner} role="status">
      {t('line.offline')}
    </div>
  );
}
