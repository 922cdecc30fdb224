import type { SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import { useStore } from '../lib/useStore.ts';
import type { CustomerLive } from '../session/live.ts';
import { ControlDialog } from './ControlDialog.tsx';
import { ShareBar } from './ShareBar.tsx';
import { ShareCard } from './ShareCard.tsx';
import { ShareCardFrame } from './ShareCardFrame.tsx';
import type { LiveLoad } from './useLive.ts';

interface Props {
  load: LiveLoad;
  request: SupportRequest | null;
  technician: string;
  part: 'bar' | 'card' | 'dialog';
}

/** One of the places where the live part shows itself. */
export function LivePart({ load, request, technician, part }: Props): ReactElement | null {
  if (load.state === 'ready') {
    return <ReadyPart live={load.live} technician={technician} part={part} />;
  }
  // Before it is loaded there is at least the question to be seen.
  if (part !== 'card' || request?.live.share.phase !== 'proposed') return null;
  return <ShareCardFrame technician={technician} load={load} />;
}

function ReadyPart({
  live,
  technician,
  part,
}: {
  live: CustomerLive;
  technician: string;
  part: Props['part'];
}): ReactElement | null {
  const view = useStore(live.view, (whole) => whole);
  switch (part) {
    case 'bar':
      return view.share.phase === 'sharing' ? (
        <ShareBar live={live} view={view} share={view.share} technician={technician} />
      ) : null;
    case 'card':
      return view.share.phase === 'proposed' ? (
        <ShareCard live={live} view={view} share={view.share} technician={technician} />
      ) : null;
    case 'dialog':
      return view.share.phase === 'sharing' &&
        view.sharingHere &&
        view.control.phase === 'requested' ? (
        <ControlDialog
          live={live}
          asked={view.control.level}
          surface={view.share.surface}
          technician={technician}
        />
      ) : null;
  }
}
