import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { CustomerLive } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './live.module.css';

interface Props {
  live: CustomerLive;
  paused: boolean;
  controlled: boolean;
  /** Where a whole screen is shared from here: whether the desktop helper is there. */
  helper: 'ready' | 'wanted' | null;
  /** Whether the details are open, and which element they are. */
  details: { open: boolean; id: string; toggle: () => void };
}

/** Every way out of sharing, on whichever page of the customer's. */
export function ShareActions({ live, paused, controlled, helper, details }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <div className={styles.barActions}>
      {controlled && (
        <button type="button" data-look="strong" onClick={() => live.takeBackControl()} {...guard}>
          <Icon name="hand" /> {t('bar.take-back')}
        </button>
      )}
      {helper === 'wanted' && !paused && (
        <button type="button" onClick={() => live.offerHelper()} {...guard}>
          <Icon name="hand" /> {t('bar.helper-offer')}
        </button>
      )}
      {helper === 'ready' && (
        <button type="button" onClick={() => live.endHelper()} {...guard}>
          <Icon name="stop" /> {t('bar.helper-end')}
        </button>
      )}
      <button type="button" onClick={() => (paused ? live.resume() : live.pause())} {...guard}>
        <Icon name={paused ? 'resume' : 'pause'} /> {t(paused ? 'bar.resume' : 'bar.pause')}
      </button>
      <button type="button" onClick={() => live.stop()} {...guard}>
        <Icon name="stop" /> {t('bar.stop')}
      </button>
      <button
        type="button"
        data-look="quiet"
        aria-expanded={details.open}
        aria-controls={details.id}
        onClick={details.toggle}
        {...guard}
      >
        <Icon name="info" /> <span className={styles.word}>{t('bar.details')}</span>
      </button>
    </div>
  );
}
