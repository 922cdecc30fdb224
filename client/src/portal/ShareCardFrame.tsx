import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { guard } from '../ui/guard.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './live.module.css';
import type { LiveLoad } from './useLive.ts';

interface Props {
  technician: string;
  /** Where the live part is not there yet, or could not be fetched. */
  load?: LiveLoad;
  children?: ReactNode;
}

/** The question whether to share, with what is to be said and done about it. */
export function ShareCardFrame({ technician, load, children }: Props): ReactElement {
  const { t } = useI18n();
  const title = t('share.asks', { technician });
  return (
    <section className={styles.card} aria-label={title} {...guard}>
      <span className={styles.cardIcon}>
        <Icon name="screen" size={22} />
      </span>
      <div>
        <h2>{title}</h2>
        {children ?? <p>{t('share.explain', { technician })}</p>}
        {load?.state === 'failed' && (
          <>
            <p role="alert">{t('share.load-failed')}</p>
            <div className={styles.actions}>
              <button type="button" data-look="main" onClick={load.again} {...guard}>
                {t('chat.try-again')}
              </button>
            </div>
          </>
        )}
        {load && load.state !== 'failed' && (
          <div className={styles.actions}>
            <button type="button" data-look="main" disabled aria-busy="true" {...guard}>
              {t('share.start')}
            </button>
          </div>
        )}
      </div>
    </section>
  );
}
