import type { ShowState } from '@beside/shared/domain/show';
import { useEffect, useRef, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { TechnicianLive } from '../../session/live.ts';
import styles from './show.module.css';

interface Props {
  live: TechnicianLive;
  show: Extract<ShowState, { phase: 'showing' }>;
  title: string;
  customer: string;
}

/** What is shown, as the customer sees and marks it, with every way out, in a window of its own. */
export function ShowMirror({ live, show, title, customer }: Props): ReactElement {
  const { t } = useI18n();
  const room = useRef<HTMLDivElement>(null);
  const { ownShow } = live;
  useEffect(
    () => (room.current ? ownShow.drawing.attachMirror(room.current) : undefined),
    [ownShow],
  );
  const asked = useStore(live.view, ({ showClipboard }) => showClipboard !== null);
  const controlled = show.control.phase === 'granted';
  useEffect(() => {
    const own = room.current?.ownerDocument.defaultView;
    if (!controlled || !own) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (!event.isTrusted || event.key !== 'Escape') return;
      event.preventDefault();
      ownShow.takeBackControl();
    };
    own.addEventListener('keydown', press, { capture: true });
    return () => own.removeEventListener('keydown', press, { capture: true });
  }, [controlled, ownShow]);
  return (
    <main className={styles.mirror} aria-label={title}>
      <div className={styles.room}>
        <div
          ref={room}
          className={styles.stage}
          role="img"
          aria-label={t('showing.mirror-picture')}
        />
        {show.paused && <p className={styles.cover}>{t('showing.paused', { customer })}</p>}
      </div>
      {asked && (
        <div className={styles.question} role="alert">
          <p>{t('showing.asked', { customer })}</p>
          <button type="button" onClick={() => window.focus()}>
            {t('showing.answer')}
          </button>
        </div>
      )}
      <div className={styles.bar} data-paused={show.paused}>
        {controlled && (
          <button type="button" onClick={() => ownShow.takeBackControl()}>
            {t('showing.take-back')}
          </button>
        )}
        <button type="button" onClick={() => (show.paused ? ownShow.resume() : ownShow.pause())}>
          {t(show.paused ? 'showing.resume' : 'showing.pause')}
        </button>
        <button type="button" onClick={() => ownShow.stop()}>
          {t('showing.stop')}
        </button>
      </div>
    </main>
  );
}
