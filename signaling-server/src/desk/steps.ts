import { recordOf } from '@beside/shared/domain/recording';
import {
  idleLiveState,
  type SupportRequest,
  type SystemEvent,
} from '@beside/shared/domain/request';
import {
  nextPhase,
  type RequestEvent,
  type RequestPhase,
} from '@beside/shared/domain/requestPhase';
import { parties } from '@beside/shared/domain/words';
import { CodedError } from '@beside/shared/protocol/errors';

/** @throws CodedError('conflict', 'phase-forbids') where the event is out of turn */
export function step(request: SupportRequest, event: RequestEvent): RequestPhase {
  const phase = nextPhase(request.phase, event);
  if (!phase) throw new CodedError('conflict', 'phase-forbids');
  return phase;
}

/** Ends what was live, and says so in the chat. */
export function endLive({ live }: SupportRequest): {
  events: SystemEvent[];
  live: SupportRequest['live'];
} {
  const events: SystemEvent[] = [];
  if (recordOf(live).phase === 'recording')
    events.push({ code: 'record-ended', why: 'sharing-ended' });
  if (live.control.phase === 'granted')
    events.push({ code: 'control-ended', why: 'sharing-ended' });
  if (live.share.phase !== 'off') events.push({ code: 'share-ended', why: 'ended' });
  if (live.show.phase !== 'off') {
    if (live.show.control.phase !== 'none')
      events.push({ code: 'hand-ended', why: 'sharing-ended' });
    events.push({ code: 'show-ended', why: 'ended' });
  }
  for (const party of parties) {
    if (live.voice[party].phase !== 'off') events.push({ code: 'voice-off', party });
  }
  // Who had the chat in a window of its own goes on reading there.
  const { sessionWindow } = live;
  return { events, live: { ...idleLiveState, ...(sessionWindow && { sessionWindow }) } };
}
