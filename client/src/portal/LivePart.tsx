import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import type { LiveRoom } from './liveRoom.ts';
import type { LivePlace } from './ReadyLivePart.tsx';
import { ShareCardFrame } from './ShareCardFrame.tsx';
import type { LiveLoad } from './useLive.ts';
import { whoSees } from './whoSees.ts';

interface Props {
  load: LiveLoad;
  request: SupportRequest | null;
  technician: string;
  part: LivePlace;
  room: LiveRoom;
}

/** One of the places where the live part shows itself. */
export function LivePart({ load, request, technician, part, room }: Props): ReactElement | null {
  if (load.state === 'ready') {
    const hand = (request && handOf(request)) ?? technician;
    const nameOf = (user: UserId): string => nameIn(request, user) ?? technician;
    return (
      <load.Part
        live={load.live}
        technician={technician}
        hand={hand}
        nameOf={nameOf}
        part={part}
        watchers={request ? whoSees(request) : []}
        room={room}
        inWindow={request?.live.sessionWindow !== undefined}
      />
    );
  }
  // Before it is loaded there is at least the question to be seen.
  if (part !== 'card' || request?.live.share.phase !== 'proposed') return null;
  return <ShareCardFrame technician={technician} load={load} />;
}

function handOf(request: SupportRequest): string | undefined {
  const { control } = request.live;
  const id =
    control.phase === 'requested' ? control.by : control.phase === 'granted' ? control.to : null;
  return nameIn(request, id);
}

/** Of those who were invited; `undefined` for everybody else. */
function nameIn(request: SupportRequest | null, user: UserId | null): string | undefined {
  return request?.team?.members.find(({ id }) => id === user)?.name;
}
