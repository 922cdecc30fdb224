import type { UserId } from '@beside/shared/domain/ids';
import type { ReactElement } from 'react';
import { useStore } from '../lib/useStore.ts';
import type { Translate } from '../i18n/words.ts';
import type { Conversation } from '../session/conversation.ts';
import type { CustomerLive, CustomerLiveView } from '../session/live.ts';
import { ClipboardDialog } from './ClipboardDialog.tsx';
import { ControlDialog } from './ControlDialog.tsx';
import { HelperDialog } from './HelperDialog.tsx';
import { HideDialog } from './hide/HideDialog.tsx';
import type { LiveRoom } from './liveRoom.ts';
import { RecordDialog } from './RecordDialog.tsx';
import { ShareBar } from './ShareBar.tsx';
import { ShareCard } from './ShareCard.tsx';
import { ShowViewer } from './show/ShowViewer.tsx';
import { TalkButton } from './TalkButton.tsx';
import type { Watcher } from './whoSees.ts';
import { WindowCard } from './WindowCard.tsx';
import { VoiceBar } from '../ui/voice/VoiceBar.tsx';
import { useI18n } from '../i18n/I18nContext.ts';

/**
 * Where the live part shows itself: above everything, in the conversation, or in front of both; among
 * the buttons of the header, above the conversation, and beside it.
 */
export type LivePlace = 'bar' | 'card' | 'dialog' | 'talk' | 'voice' | 'show';

interface Props {
  live: CustomerLive;
  technician: string;
  /** Of the technicians whom the customer may know of: the hand may be another one's. */
  nameOf: (user: UserId) => string;
  part: LivePlace;
  watchers: readonly Watcher[];
  room: LiveRoom;
  conversation: Conversation;
  /** Whether sharing has a window of its own. */
  inWindow: boolean;
}

/** Where a screen goes, its own bar says the way. */
function wayOf({ share, show, link }: CustomerLiveView, t: Translate): string | null {
  const isSaid = share.phase === 'sharing' || show.phase === 'showing';
  return isSaid || link.state !== 'carried' ? null : t(`path.${link.path}`);
}

export function ReadyLivePart(props: Props): ReactElement | null {
  const { live, technician, nameOf, part, watchers, room, inWindow } = props;
  const { t } = useI18n();
  const view = useStore(live.view, (whole) => whole);
  const still = useStore(live.hidden.view, (whole) => whole.still);
  const canTalk = useStore(live.voice.view, ({ own, mayTalk }) => own === 'off' && mayTalk);
  switch (part) {
    case 'bar':
      return view.share.phase === 'sharing' ? (
        <ShareBar
          live={live}
          view={view}
          share={view.share}
          technician={technician}
          nameOf={nameOf}
          watchers={watchers}
          conversation={props.conversation}
        />
      ) : null;
    case 'card':
      if (view.share.phase !== 'proposed') return null;
      return inWindow && room.role === 'portal' ? (
        <WindowCard
          live={live}
          view={view}
          share={view.share}
          technician={technician}
          room={room}
        />
      ) : (
        <ShareCard live={live} view={view} share={view.share} technician={technician} />
      );
    case 'talk':
      return canTalk ? <TalkButton busy={false} onTalk={() => live.voice.turnOn()} /> : null;
    case 'voice':
      return (
        <VoiceBar
          voice={live.voice}
          own="customer"
          names={{ customer: t('voice.you'), technician }}
          way={wayOf(view, t)}
        />
      );
    case 'show':
      return view.show.phase === 'showing' ? (
        <ShowViewer live={live} view={view} show={view.show} technician={technician} />
      ) : null;
    case 'dialog':
      if (still) return <HideDialog hidden={live.hidden} still={still} technician={technician} />;
      if (view.sharingHere && view.helperOffer) {
        return (
          <HelperDialog
            live={live}
            offer={view.helperOffer}
            helper={view.helper}
            technician={view.control.phase === 'granted' ? nameOf(view.control.to) : technician}
          />
        );
      }
      if (view.clipboard && view.control.phase === 'granted') {
        const holder = nameOf(view.control.to);
        return <ClipboardDialog live={live} view={view.clipboard} technician={holder} />;
      }
      if (view.sharingHere && view.record.phase === 'proposed') {
        return <RecordDialog live={live} technician={nameOf(view.record.by)} />;
      }
      return view.share.phase === 'sharing' && view.sharingHere && view.hand.ask ? (
        <ControlDialog
          key={view.hand.ask.by}
          live={live}
          ask={view.hand.ask}
          surface={view.share.surface}
          helped={view.helper.phase === 'ready'}
          linked={view.share.tab !== undefined}
          technician={nameOf(view.hand.ask.by)}
          holder={view.control.phase === 'granted' ? nameOf(view.control.to) : null}
        />
      ) : null;
  }
}
