import { useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { CustomerLive, CustomerLiveView } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import styles from './live.module.css';
import type { LiveRoom } from './liveRoom.ts';
import { ShareCard, type ProposedShare } from './ShareCard.tsx';
import { ShareCardFrame } from './ShareCardFrame.tsx';

interface Props {
  live: CustomerLive;
  view: CustomerLiveView;
  share: ProposedShare;
  technician: string;
  room: LiveRoom;
}

/**
 * The question in the portal, where sharing has a window of its own: the click opens it, and what is
 * shown is chosen there. Where the browser does not let it open, sharing goes on from this page.
 */
export function WindowCard({ live, view, share, technician, room }: Props): ReactElement {
  const { t } = useI18n();
  const [blocked, setBlocked] = useState(false);
  const [here, setHere] = useState(false);
  const { door, sessionIsOpen } = room;

  // A browser that cannot share at all says so here, and opens nothing for it.
  if (here || view.ability !== 'yes') {
    return <ShareCard live={live} view={view} share={share} technician={technician} />;
  }
  const isBlocked = blocked && !sessionIsOpen;
  return (
    <ShareCardFrame technician={technician}>
      <p role="status">
        {isBlocked
          ? t('share.blocked')
          : sessionIsOpen
            ? t('share.window-there')
            : share.last === 'cancelled'
              ? t('share.cancelled')
              : t('share.window-explain', { technician })}
      </p>
      <div className={styles.actions}>
        {isBlocked ? (
          <>
            <a data-look="main" href={door.address} target="_blank" rel="opener" {...guard}>
              {t('share.blocked-open')}
            </a>
            <button
              type="button"
              onClick={({ nativeEvent }) => {
                setHere(true);
                live.share(nativeEvent);
              }}
              {...guard}
            >
              {t('share.here')}
            </button>
          </>
        ) : sessionIsOpen && !door.canShow ? null : (
          <button
            type="button"
            data-look="main"
            onClick={({ nativeEvent }) => setBlocked(!door.open(nativeEvent))}
            {...guard}
          >
            {t(sessionIsOpen ? 'session.show' : 'share.start')}
          </button>
        )}
        <button type="button" onClick={() => live.decline()} {...guard}>
          {t('share.not-now')}
        </button>
      </div>
    </ShareCardFrame>
  );
}
