import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import type { CustomerLive } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './live.module.css';

interface Props {
  live: CustomerLive;
  paused: boolean;
  controlled: boolean;
  /** Where the picture can be seen in a window of its own. */
  mirror: { isOpen: boolean; open: () => void; close: () => void } | null;
  /** Whether the customer can draw on this very page. */
  drawsHere: boolean;
  /** Where a whole screen is shared from here: whether the desktop helper is there. */
  helper: 'ready' | 'wanted' | null;
  /** Where it can be: opens what parts of the picture are hidden with. */
  hide: (() => void) | null;
  /** Whether the details are open, and which element they are. */
  details: { open: boolean; id: string; toggle: () => void };
}

/** Every way out of sharing, on whichever page of the customer's. */
export function ShareActions(props: Props): ReactElement {
  const { live, paused, controlled, mirror, drawsHere, helper, hide, details } = props;
  const { t } = useI18n();
  const { tool, shut } = useStore(live.drawing.view, (whole) => whole);
  return (
    <div className={styles.barActions}>
      {controlled && (
        <button type="button" data-look="strong" onClick={() => live.takeBackControl()} {...guard}>
          <Icon name="hand" /> {t('bar.take-back')}
        </button>
      )}
      {mirror && (
        <button
          type="button"
          data-look={mirror.isOpen ? undefined : 'strong'}
          onClick={mirror.isOpen ? mirror.close : mirror.open}
          {...guard}
        >
          <Icon name="screen" /> {t(mirror.isOpen ? 'bar.mirror-close' : 'bar.mirror')}
        </button>
      )}
      {drawsHere && !shut && (
        <button
          type="button"
          data-look={tool ? 'strong' : undefined}
          onClick={() => live.drawing.setTool(tool ? null : 'pen')}
          {...guard}
        >
          <Icon name="pen" /> {t(tool ? 'bar.draw-end' : 'bar.draw')}
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
      {hide && (
        <button type="button" onClick={hide} {...guard}>
          <Icon name="hide" /> {t('bar.hide')}
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
