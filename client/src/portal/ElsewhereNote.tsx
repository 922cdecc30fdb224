import type { SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { guard } from '../ui/guard.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './elsewhere.module.css';
import type { LiveRoom } from './liveRoom.ts';

interface Props {
  room: LiveRoom;
  request: SupportRequest;
}

/** In the place of the chat, where that goes on in the customer's other page. */
export function ElsewhereNote({ room, request }: Props): ReactElement {
  const { t } = useI18n();
  const { role, door } = room;
  const shares = request.live.share.phase === 'sharing';
  const words =
    role === 'portal' ? 'moved' : shares ? ('session.keep' as const) : ('session.idle' as const);
  return (
    // On a low window it scrolls, by the keyboard too.
    <section className={styles.note} aria-labelledby="elsewhere" tabIndex={0}>
      <span className={styles.icon}>
        <Icon name="screen" size={26} />
      </span>
      <h2 id="elsewhere">{t(words === 'moved' ? 'moved.title' : `${words}-title`)}</h2>
      <p role="status">{t(words === 'moved' ? 'moved.text' : `${words}-text`)}</p>
      {role === 'portal'
        ? door.canShow && (
            <button
              type="button"
              onClick={({ nativeEvent }) => void door.open(nativeEvent)}
              {...guard}
            >
              {t('session.show')}
            </button>
          )
        : // Only what a page has opened, a page may close.
          !shares &&
          window.opener !== null && (
            <button type="button" onClick={() => window.close()} {...guard}>
              {t('session.close')}
            </button>
          )}
    </section>
  );
}
