import type { UserId } from '@beside/shared/domain/ids';
import type { ReactElement } from 'react';
import { useStore } from '../lib/useStore.ts';
import type { CustomerLive } from '../session/live.ts';
import { ControlDialog } from './ControlDialog.tsx';
import { HelperDialog } from './HelperDialog.tsx';
import { ShareBar } from './ShareBar.tsx';
import { ShareCard } from './ShareCard.tsx';

/** Where the live part shows itself: above everything, in the conversation, or in front of both. */
export type LivePlace = 'bar' | 'card' | 'dialog';

interface Props {
  live: CustomerLive;
  technician: string;
  /** Whose hand it is that asks or was let in: maybe not of the one who has the request. */
  hand: string;
  /** Of the technicians whom the customer may know of. */
  nameOf: (user: UserId) => string;
  part: LivePlace;
}

export function ReadyLivePart(props: Props): ReactElement | null {
  const { live, technician, hand, nameOf, part } = props;
  const view = useStore(live.view, (whole) => whole);
  switch (part) {
    case 'bar':
      return view.share.phase === 'sharing' ? (
        <ShareBar
          live={live}
          view={view}
          share={view.share}
          technician={technician}
          hand={hand}
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
            technician={hand}
          />
        );
      }
      return view.share.phase === 'sharing' &&
        view.sharingHere &&
        view.control.phase === 'requested' ? (
        <ControlDialog
          live={live}
          asked={view.control.level}
          surface={view.share.surface}
          helped={view.helper.phase === 'ready'}
          technician={hand}
        />
      ) : null;
  }
}
