import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import type { ShowEvent } from '@beside/shared/domain/show';
import type { Surface } from '@beside/shared/domain/sharing';
import { CodedError } from '@beside/shared/protocol/errors';
import { assertTakesPart, type Technician } from '../desk/actor.ts';
import type { Changer } from '../desk/change.ts';
import type { Captured } from './live.ts';
import { showEnded, shown } from './showSteps.ts';
import { gatheredAt } from './voice.ts';

/** The technician's own screen (rule S3). Each answers with the request as committed. */
export interface Show {
  start(
    technician: Technician,
    id: RequestId,
    endpoint: EndpointId,
    what: Captured,
  ): Promise<SupportRequest>;
  /** What is shown from now on. @throws CodedError('conflict') where that page shows nothing */
  switched(
    technician: Technician,
    id: RequestId,
    endpoint: EndpointId,
    surface: Surface,
  ): Promise<SupportRequest>;
  pause(technician: Technician, id: RequestId): Promise<SupportRequest>;
  resume(technician: Technician, id: RequestId): Promise<SupportRequest>;
  stop(technician: Technician, id: RequestId): Promise<SupportRequest>;
}

export function createShow(change: Changer): Show {
  const step = (technician: Technician, id: RequestId, event: ShowEvent, said: SystemEvent) =>
    change(technician, id, ({ request }) => {
      assertTakesPart(technician, request);
      return { request: { live: shown(request, event).live }, events: [said] };
    });

  return {
    start: (technician, id, endpoint, { surface, sound = false }) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const by = { id: technician.user.id, name: technician.user.name };
        const { live } = shown(request, { type: 'start', by: by.id, endpoint, surface, sound });
        const { voice, events } = gatheredAt(live.voice, 'technician', endpoint);
        return {
          request: { live: { ...live, voice } },
          events: [...events, { code: 'show-started', surface, by }],
        };
      }),
    switched: (technician, id, endpoint, surface) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const { show } = request.live;
        if (show.phase !== 'showing' || show.endpoint !== endpoint) {
          throw new CodedError('conflict', 'phase-forbids');
        }
        // Said again, it is as it was.
        if (show.surface === surface) return undefined;
        const { live, events } = shown(request, { type: 'switch', surface });
        return { request: { live }, events: [...events, { code: 'show-switched', surface }] };
      }),
    pause: (technician, id) => step(technician, id, { type: 'pause' }, { code: 'show-paused' }),
    resume: (technician, id) => step(technician, id, { type: 'resume' }, { code: 'show-resumed' }),
    stop: (technician, id) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const { live, events } = showEnded(request.live, 'stopped');
        return live === request.live ? undefined : { request: { live }, events };
      }),
  };
}
