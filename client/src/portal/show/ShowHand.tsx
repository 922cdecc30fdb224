import { showIsReachable, type ShowState } from '@beside/shared/domain/show';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { Translate } from '../../i18n/words.ts';
import type { CustomerLive, CustomerLiveView } from '../../session/live.ts';
import { guard } from '../../ui/guard.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './show.module.css';

interface Props {
  live: CustomerLive;
  view: CustomerLiveView;
  show: Extract<ShowState, { phase: 'showing' }>;
  technician: string;
}

/** Asking for the hand on the technician's screen, having it, and giving it back (rule I6). */
export function ShowHand({ live, view, show, technician }: Props): ReactElement | null {
  const { t } = useI18n();
  const { control } = show;
  if (control.phase === 'none') {
    return showIsReachable(show) ? (
      <div className={styles.hand}>
        <button
          type="button"
          onClick={() => live.requestShowControl('pointer-and-keyboard')}
          {...guard}
        >
          <Icon name="hand" /> {t('show.ask-control')}
        </button>
      </div>
    ) : null;
  }
  const asking = control.phase === 'requested';
  return (
    <div className={styles.hand} data-granted={!asking}>
      <p role="status">
        <Icon name="hand" /> {asking ? t('show.asking', { technician }) : handWords()}
      </p>
      <button
        type="button"
        data-look={asking ? undefined : 'main'}
        onClick={() => live.releaseShowControl()}
        {...guard}
      >
        {t(asking ? 'show.withdraw' : 'show.release')}
      </button>
    </div>
  );

  function handWords(): ReturnType<Translate> {
    if (view.showHeld === 'question') return t('show.hand-asked', { technician });
    if (view.showHeld) return t('show.hand-held', { technician });
    if (show.tab !== 'ready') return t('show.hand-agree', { technician });
    const isPointer = control.phase === 'granted' && control.level === 'pointer';
    return t(isPointer ? 'show.hand-pointer' : 'show.hand-keyboard');
  }
}
