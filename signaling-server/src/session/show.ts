import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import { sharingIsPossible } from '@beside/shared/domain/requestPhase';
import { nextShow, type ShowEvent } from '@beside/shared/domain/show';
import { CodedError } from '@beside/shared/protocol/errors';
import { assertTakesPart, type Technician } from '../desk/actor.ts';
import type { Changer } from '../desk/change.ts';
import type { Captured } from './live.ts';
import { gatheredAt } from './voice.ts';

/** The technician's own screen (rule S3). Each answers with the request as committed. */
export interface Show {
  start(
    technician: Technician,
    id: RequestId,
    endpoint: EndpointId,
    what: Captured,
  ): Promise<SupportRequest>;
  pause(technician: Technician, id: RequestId): Promise<SupportRequest>;
  resume(technician: Technician, id: RequestId): Promise<SupportRequest>;
  stop(technician: Technician, id: RequestId): Promise<SupportRequest>;
}

/** @throws CodedError('conflict', 'phase-forbids') */
function shown(request: SupportRequest, event: ShowEvent): SupportRequest['live'] {
  const show = sharingIsPossible(request.phase) ? nextShow(request.live.show, event) : undefined;
  if (!show) throw new CodedError('conflict', 'phase-forbids');
  return { ...request.live, show };
}

export function createShow(change: Changer): Show {
  const step = (technician: Technician, id: RequestId, event: ShowEvent, said: SystemEvent) =>
    change(technician, id, ({ request }) => {
      assertTakesPart(technician, request);
      return { request: { live: shown(request, event) }, events: [said] };
    });

  return {
    start: (technician, id, endpoint, { surface, sound = false }) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const by = { id: technician.user.id, name: technician.user.name };
        const live = shown(request, { type: 'start', by: by.id, endpoint, surface, sound });
        const { voice, events } = gatheredAt(live.voice, 'technician', endpoint);
        return {
          request: { live: { ...live, voice } },
          events: [...events, { code: 'show-started', surface, by }],
        };
      }),
    pause: (technician, id) => step(technician, id, { type: 'pause' }, { code: 'show-paused' }),
    resume: (technician, id) => step(technician, id, { type: 'resume' }, { code: 'show-resumed' }),
    stop: (technician, id) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        if (request.live.show.phase === 'off') return undefined;
        return {
          request: { live: shown(request, { type: 'stop', why: 'stopped' }) },
          events: [{ code: 'show-ended', why: 'stopped' }],
        };
      }),
  };
}
