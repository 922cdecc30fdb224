import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import type { Conversation } from '../session/conversation.ts';
import type { LiveRoom } from './liveRoom.ts';
import type { LivePlace } from './ReadyLivePart.tsx';
import { sharingIsPossible } from '@beside/shared/domain/requestPhase';
import { LoadFailed } from './LoadFailed.tsx';
import { ShareCardFrame } from './ShareCardFrame.tsx';
import { TalkButton } from './TalkButton.tsx';
import type { UsedLive } from './useLive.ts';
import { whoSees } from './whoSees.ts';

interface Props {
  use: UsedLive;
  request: SupportRequest | null;
  technician: string;
  part: LivePlace;
  room: LiveRoom;
  conversation: Conversation;
}

/** One of the places where the live part shows itself. */
export function LivePart(props: Props): ReactElement | null {
  const { request, technician, part, room, conversation } = props;
  const { load, talk } = props.use;
  if (load.state === 'ready') {
    const nameOf = (user: UserId): string => nameIn(request, user) ?? technician;
    return (
      <load.Part
        live={load.live}
        technician={technician}
        nameOf={nameOf}
        part={part}
        watchers={request ? whoSees(request) : []}
        room={room}
        conversation={conversation}
        inWindow={request?.live.sessionWindow !== undefined}
      />
    );
  }
  if (!request) return null;
  // Before it is loaded there is at least the question to be seen, and what it can be called by.
  const isAsked = request.live.share.phase === 'proposed';
  switch (part) {
    case 'card':
      return isAsked ? <ShareCardFrame technician={technician} load={load} /> : null;
    case 'talk':
      return sharingIsPossible(request.phase) ? (
        <TalkButton busy={load.state === 'loading'} onTalk={talk} />
      ) : null;
    case 'voice':
      return load.state === 'failed' && !isAsked ? <LoadFailed again={load.again} /> : null;
    case 'bar':
    case 'dialog':
    case 'show':
      return null;
  }
}

/** Of those who were invited; `undefined` for everybody else. */
function nameIn(request: SupportRequest | null, user: UserId): string | undefined {
  return request?.team?.members.find(({ id }) => id === user)?.name;
}
