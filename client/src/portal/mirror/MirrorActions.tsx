import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { CustomerLive } from '../../session/live.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './mirror.module.css';

interface Props {
  live: CustomerLive;
  paused: boolean;
  controlled: boolean;
}

/** The same ways out as in the bar. */
export function MirrorActions({ live, paused, controlled }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <div className={styles.actions} data-controlled={controlled}>
      {controlled && (
        <button type="button" data-look="strong" onClick={() => live.takeBackControl()}>
          <Icon name="hand" /> {t('bar.take-back')}
        </button>
      )}
      <button type="button" onClick={() => (paused ? live.resume() : live.pause())}>
        <Icon name={paused ? 'resume' : 'pause'} /> {t(paused ? 'bar.resume' : 'bar.pause')}
      </button>
      <button type="button" onClick={() => live.stop()}>
        <Icon name="stop" /> {t('bar.stop')}
      </button>
    </div>
  );
}
