import type { UserId } from '@beside/shared/domain/ids';
import type { ShareState } from '@beside/shared/domain/sharing';
import { useEffect, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { CustomerLive, CustomerLiveView } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './live.module.css';
import { ProtectionNote } from './ProtectionNote.tsx';

interface Props {
  live: CustomerLive;
  view: CustomerLiveView;
  share: Extract<ShareState, { phase: 'sharing' }>;
  technician: string;
  /** Whose hand it is while control is granted. */
  hand: string;
  nameOf: (user: UserId) => string;
}

/** The reminder that cannot be overlooked, with every way out of it (rule S4). */
export function ShareBar(props: Props): ReactElement {
  const { live, view, share, technician, hand, nameOf } = props;
  const { t } = useI18n();
  const { control, link, sharingHere, handActive, helper } = view;
  const controlled = sharingHere && control.phase === 'granted';
  useEscape(controlled, live);
  const helped = sharingHere && share.surface === 'screen' && helper.phase === 'ready';
  const canBeHelped = sharingHere && share.surface === 'screen' && !share.paused && !helped;

  const surface = t(`surface.${share.surface}`);
  const title = !sharingHere
    ? t('bar.elsewhere')
    : share.paused
      ? t('bar.paused', { technician })
      : t('bar.sharing', { surface, technician });
  const way =
    link.state === 'carried'
      ? t(`path.${link.path}`)
      : link.state === 'interrupted'
        ? t('link.interrupted')
        : link.state === 'connecting'
          ? t('link.connecting')
          : null;
  return (
    <div
      className={styles.bar}
      role="region"
      aria-label={t('bar.label')}
      data-paused={share.paused}
      data-controlled={controlled}
      {...guard}
    >
      <div className={styles.barText}>
        <p className={styles.barTitle} role="status">
          <i className={styles.lamp} aria-hidden="true" />
          {title}
          {way !== null && sharingHere && <span className={styles.way}>{way}</span>}
          {view.sound !== 'none' && <span className={styles.way}>{soundWords()}</span>}
        </p>
        {helped && !controlled && (
          <p className={styles.barControl} role="status">
            <Icon name="hand" />
            {t('bar.helper-ready', { technician: hand })}
          </p>
        )}
        {controlled && (
          <p className={styles.barControl} data-active={handActive} role="status">
            <Icon name="hand" />
            {controlWords()}
          </p>
        )}
      </div>
      <div className={styles.barActions}>
        {controlled && (
          <button
            type="button"
            data-look="strong"
            onClick={() => live.takeBackControl()}
            {...guard}
          >
            <Icon name="hand" /> {t('bar.take-back')}
          </button>
        )}
        {canBeHelped && (
          <button type="button" onClick={() => live.offerHelper()} {...guard}>
            <Icon name="hand" /> {t('bar.helper-offer')}
          </button>
        )}
        {helped && (
          <button type="button" onClick={() => live.endHelper()} {...guard}>
            <Icon name="stop" /> {t('bar.helper-end')}
          </button>
        )}
        {sharingHere && (
          <button
            type="button"
            onClick={() => (share.paused ? live.resume() : live.pause())}
            {...guard}
          >
            <Icon name={share.paused ? 'resume' : 'pause'} />{' '}
            {t(share.paused ? 'bar.resume' : 'bar.pause')}
          </button>
        )}
        <button type="button" onClick={() => live.stop()} {...guard}>
          <Icon name="stop" /> {t('bar.stop')}
        </button>
      </div>
      {sharingHere && (
        <ProtectionNote protection={view.protection} technician={technician} nameOf={nameOf} />
      )}
      {controlled && <div className={styles.edge} aria-hidden="true" />}
    </div>
  );

  function soundWords(): string {
    return view.sound === 'shared' ? t('bar.sound') : t('bar.sound-held', { technician });
  }

  function controlWords(): string {
    const level = control.phase === 'granted' ? control.level : 'pointer';
    if (helped) {
      return t(level === 'pointer' ? 'bar.desktop-pointer' : 'bar.desktop-keyboard', {
        technician: hand,
      });
    }
    // Elsewhere than on our own page a hand does no more than point.
    if (share.surface !== 'this-page') return t('bar.pointing', { technician: hand });
    return level === 'pointer'
      ? t('bar.control-pointer', { technician: hand })
      : t('bar.control-keyboard', { technician: hand });
  }
}

/** The customer's own Escape key ends control wherever the focus is; a technician's does nothing. */
function useEscape(controlled: boolean, live: CustomerLive): void {
  useEffect(() => {
    if (!controlled) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.isTrusted || event.key !== 'Escape') return;
      // It has had its meaning: nothing else is closed by it.
      event.preventDefault();
      live.takeBackControl();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [controlled, live]);
}
