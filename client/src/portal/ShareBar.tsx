import type { UserId } from '@beside/shared/domain/ids';
import type { ShareState } from '@beside/shared/domain/sharing';
import { useCallback, useId, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { formatNames } from '../lib/formats.ts';
import { useStore } from '../lib/useStore.ts';
import type { Conversation } from '../session/conversation.ts';
import type { CustomerLive, CustomerLiveView } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import { HiddenNote } from './hide/HiddenNote.tsx';
import { Icon } from '../ui/Icon.tsx';
import { ControlNote } from './ControlNote.tsx';
import { DrawingRow } from './DrawingRow.tsx';
import { Edge } from './Edge.tsx';
import styles from './live.module.css';
import { Mirror } from './mirror/Mirror.tsx';
import { ProtectionNote } from './ProtectionNote.tsx';
import { RecordSign } from './RecordSign.tsx';
import { ShareActions } from './ShareActions.tsx';
import { ShareDetails } from './ShareDetails.tsx';
import { useEscape } from './useEscape.ts';
import { useOwnWindow } from './useOwnWindow.ts';
import type { Watcher } from './whoSees.ts';

interface Props {
  live: CustomerLive;
  view: CustomerLiveView;
  share: Extract<ShareState, { phase: 'sharing' }>;
  technician: string;
  nameOf: (user: UserId) => string;
  watchers: readonly Watcher[];
  conversation: Conversation;
}

/** A picture, what can be done, and some of the conversation. */
const mirrorSize = { width: 400, height: 640 };

/** The reminder that cannot be overlooked, with every way out of it (rule S4). */
export function ShareBar(props: Props): ReactElement {
  const { live, view, share, technician, nameOf, watchers, conversation } = props;
  const { t, language } = useI18n();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { control, link, sharingHere, hand, helper } = view;
  const { surface, paused } = share;
  const holder = control.phase === 'granted' ? nameOf(control.to) : technician;
  /** The page that is shared is that other one itself. */
  const elsewhere = !sharingHere && surface === 'this-page';
  const controlled = control.phase === 'granted';
  const mirrored = sharingHere && surface !== 'this-page';
  const mirror = useOwnWindow(mirrored, mirrorSize);
  const drawnThere = useStore(live.drawing.view, ({ inPicture }) => inPicture);
  const helped = sharingHere && surface === 'screen' && helper.phase === 'ready';
  useEscape(
    controlled,
    useCallback(() => live.takeBackControl(), [live]),
  );

  const way =
    link.state === 'carried'
      ? t(`path.${link.path}`)
      : link.state === 'interrupted' || link.state === 'connecting'
        ? t(`link.${link.state}`)
        : null;
  return (
    <div
      className={styles.bar}
      role="region"
      aria-label={t('bar.label')}
      data-paused={paused}
      data-controlled={controlled}
      {...guard}
    >
      <div className={styles.barText}>
        <p className={styles.barTitle} role="status">
          <i className={styles.lamp} aria-hidden="true" />
          {paused
            ? t('bar.paused', { technician })
            : elsewhere
              ? t('bar.sharing-other', { technician })
              : t('bar.sharing', { surface: t(`surface.${surface}`), technician })}
          {/* While nothing is sent, it goes no way. */}
          {!paused && way !== null && sharingHere && (
            <>
              {' '}
              <span className={styles.way}>{way}</span>
            </>
          )}
          {!paused && view.sound !== 'none' && (
            <>
              {' '}
              <span className={styles.way}>{soundWords()}</span>
            </>
          )}
        </p>
        {!sharingHere && !elsewhere && <p className={styles.barNote}>{t('bar.elsewhere')}</p>}
        {view.record.phase === 'recording' && <RecordSign live={live} />}
        {surface === 'screen' && !paused && (
          <p className={styles.barNote} role="status">
            <Icon name="alert" /> {t('bar.whole-screen')}
          </p>
        )}
        {sharingHere && (
          <HiddenNote hidden={live.hidden} places={view.privatePlaces} technician={technician} />
        )}
        {helped && !controlled && (
          <p className={styles.barControl} role="status">
            <Icon name="hand" />
            {t('bar.helper-ready', { technician: holder })}
          </p>
        )}
        {controlled && !paused && (
          <ControlNote
            level={control.level}
            surface={helped ? 'desktop' : surface}
            tab={share.tab}
            holder={holder}
            hand={hand}
          />
        )}
        {mirrored && !mirror.opened && (
          <p className={styles.barNote}>{t(mirrorWords(), { technician })}</p>
        )}
      </div>
      <ShareActions
        live={live}
        paused={paused}
        controlled={controlled}
        mirror={
          mirrored
            ? {
                isOpen: mirror.opened !== null,
                open: () => mirror.open(t('mirror.title', { technician })),
                close: mirror.close,
              }
            : null
        }
        drawsHere={sharingHere && !mirrored && !paused}
        helper={!sharingHere || surface !== 'screen' ? null : helped ? 'ready' : 'wanted'}
        hide={sharingHere ? () => void live.hidden.edit() : null}
        details={{ open, id, toggle: () => setOpen(!open) }}
      />
      {sharingHere && (
        <div className={styles.barFoot}>
          <DrawingRow drawing={live.drawing} technician={technician} />
          {hand.standing.length > 0 && (
            <p className={styles.barStanding}>
              {t('bar.standing', { names: formatNames(hand.standing.map(nameOf), language) })}
              <button type="button" onClick={() => live.askAgain()} {...guard}>
                {t('bar.ask-again')}
              </button>
            </p>
          )}
          <ProtectionNote protection={view.protection} technician={technician} nameOf={nameOf} />
        </div>
      )}
      <div id={id} className={styles.detailsPlace} hidden={!open}>
        {open && <ShareDetails view={view} share={share} watchers={watchers} />}
      </div>
      {mirror.opened && (
        <Mirror
          opened={mirror.opened}
          {...{ live, view, share, conversation, technician, nameOf }}
        />
      )}
      {controlled && sharingHere && <Edge />}
    </div>
  );

  function mirrorWords() {
    if (mirror.blocked) return 'bar.mirror-blocked';
    return drawnThere ? 'bar.drawn-there' : 'bar.mirror-hint';
  }

  function soundWords(): string {
    return view.sound === 'shared' ? t('bar.sound') : t('bar.sound-held', { technician });
  }
}
