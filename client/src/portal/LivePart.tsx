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
    const hand = (request && handOf(request)) ?? technician;
    return <ReadyPart live={load.live} technician={technician} hand={hand} part={part} />;
  }
  // Before it is loaded there is at least the question to be seen.
  if (part !== 'card' || request?.live.share.phase !== 'proposed') return null;
  return <ShareCardFrame technician={technician} load={load} />;
}

function ReadyPart({
  live,
  technician,
  hand,
  part,
}: {
  live: CustomerLive;
  technician: string;
  /** Whose hand it is that asks or was let in: maybe not of the one who has the request. */
  hand: string;
  part: Props['part'];
}): ReactElement | null {
  const view = useStore(live.view, (whole) => whole);
  switch (part) {
    case 'bar':
      return view.share.phase === 'sharing' ? (
        <ShareBar live={live} view={view} share={view.share} technician={technician} hand={hand} />
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
          technician={hand}
        />
      ) : null;
  }
}

function handOf({ live, team }: SupportRequest): string | undefined {
  const { control } = live;
  const id =
    control.phase === 'requested' ? control.by : control.phase === 'granted' ? control.to : null;
  return team?.members.find((member) => member.id === id)?.name;
}
