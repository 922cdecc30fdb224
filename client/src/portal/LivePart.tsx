import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import type { LivePlace } from './ReadyLivePart.tsx';
import { ShareCardFrame } from './ShareCardFrame.tsx';
import type { LiveLoad } from './useLive.ts';

interface Props {
  load: LiveLoad;
  request: SupportRequest | null;
  technician: string;
  part: LivePlace;
}

/** One of the places where the live part shows itself. */
export function LivePart({ load, request, technician, part }: Props): ReactElement | null {
  if (load.state === 'ready') {
    const nameOf = (user: UserId): string => nameIn(request, user) ?? technician;
    return <load.Part live={load.live} technician={technician} nameOf={nameOf} part={part} />;
  }
  // Before it is loaded there is at least the question to be seen.
  if (part !== 'card' || request?.live.share.phase !== 'proposed') return null;
  return <ShareCardFrame technician={technician} load={load} />;
}

/** Of those who were invited; `undefined` for everybody else. */
function nameIn(request: SupportRequest | null, user: UserId): string | undefined {
  return request?.team?.members.find(({ id }) => id === user)?.name;
}
