import type { UserId } from '@beside/shared/domain/ids';
import type { ShareState } from '@beside/shared/domain/sharing';
import { useCallback, useEffect, useRef, type ReactElement } from 'react';
import { createPortal } from 'react-dom';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { Conversation } from '../../session/conversation.ts';
import type { CustomerLive, CustomerLiveView } from '../../session/live.ts';
import { RecordSign } from '../RecordSign.tsx';
import { useEscape } from '../useEscape.ts';
import { MirrorActions } from './MirrorActions.tsx';
import { MirrorChat } from './MirrorChat.tsx';
import { MirrorQuestion } from './MirrorQuestion.tsx';
import { MirrorTools } from './MirrorTools.tsx';
import styles from './mirror.module.css';

interface Props {
  /** In which it is shown. */
  opened: Window;
  live: CustomerLive;
  view: CustomerLiveView;
  share: Extract<ShareState, { phase: 'sharing' }>;
  conversation: Conversation;
  technician: string;
  nameOf: (user: UserId) => string;
}

/** What is shared, as the technician sees and marks it, with every way out (rule S10). */
export function Mirror(props: Props): ReactElement {
  const { opened, live, view, share, conversation, technician } = props;
  const { t } = useI18n();
  const controlled = view.control.phase === 'granted';
  useEscape(
    controlled,
    useCallback(() => live.takeBackControl(), [live]),
    opened,
  );
  return createPortal(
    <main className={styles.mirror} aria-label={t('mirror.title', { technician })}>
      <div className={styles.room}>
        <Picture live={live} />
        {share.paused && (
          <p className={styles.paused} role="status">
            {t('mirror.paused')}
          </p>
        )}
      </div>
      <MirrorQuestion view={view} nameOf={props.nameOf} />
      {view.record.phase === 'recording' && (
        <div className={styles.recorded}>
          <RecordSign live={live} />
        </div>
      )}
      <MirrorActions live={live} paused={share.paused} controlled={controlled} />
      <MirrorTools drawing={live.drawing} />
      <MirrorChat conversation={conversation} technician={technician} />
    </main>,
    opened.document.body,
  ) as ReactElement;
}

function Picture({ live }: { live: CustomerLive }): ReactElement {
  const { t } = useI18n();
  const room = useRef<HTMLDivElement>(null);
  useEffect(
    () => (room.current ? live.drawing.attachMirror(room.current) : undefined),
    [live.drawing],
  );
  return <div ref={room} className={styles.picture} role="img" aria-label={t('mirror.picture')} />;
}
