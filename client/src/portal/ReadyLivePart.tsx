import type { UserId } from '@beside/shared/domain/ids';
import type { ReactElement } from 'react';
import { useStore } from '../lib/useStore.ts';
import type { CustomerLive } from '../session/live.ts';
import { ClipboardDialog } from './ClipboardDialog.tsx';
import { ControlDialog } from './ControlDialog.tsx';
import { HelperDialog } from './HelperDialog.tsx';
import { ShareBar } from './ShareBar.tsx';
import { ShareCard } from './ShareCard.tsx';

/** Where the live part shows itself: above everything, in the conversation, or in front of both. */
export type LivePlace = 'bar' | 'card' | 'dialog';

interface Props {
  live: CustomerLive;
  technician: string;
  /** Of the technicians whom the customer may know of: the hand may be another one's. */
  nameOf: (user: UserId) => string;
  part: LivePlace;
}

export function ReadyLivePart({ live, technician, nameOf, part }: Props): ReactElement | null {
  const view = useStore(live.view, (whole) => whole);
  switch (part) {
    case 'bar':
      return view.share.phase === 'sharing' ? (
        <ShareBar
          live={live}
          view={view}
          share={view.share}
          technician={technician}
          nameOf={nameOf}
        />
      ) : null;
    case 'card':
      return view.share.phase === 'proposed' ? (
        <ShareCard live={live} view={view} share={view.share} technician={technician} />
      ) : null;
    case 'dialog':
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
      return view.share.phase === 'sharing' && view.sharingHere && view.hand.ask ? (
        <ControlDialog
          key={view.hand.ask.by}
          live={live}
          ask={view.hand.ask}
          surface={view.share.surface}
          helped={view.helper.phase === 'ready'}
          technician={nameOf(view.hand.ask.by)}
          holder={view.control.phase === 'granted' ? nameOf(view.control.to) : null}
        />
      ) : null;
  }
}
