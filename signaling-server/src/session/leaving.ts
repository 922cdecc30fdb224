import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import { recordOf } from '@beside/shared/domain/recording';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { Actor } from '../desk/actor.ts';
import type { Change, Changer } from '../desk/change.ts';
import { stopped, withoutRecord } from './liveSteps.ts';
import { handEnded, showEnded } from './showSteps.ts';

/** A page is gone for good: ends what it sent, and nothing else. */
export type Leaving = (
  actor: Actor,
  id: RequestId,
  endpoint: EndpointId,
) => Promise<SupportRequest>;

export function createLeaving(change: Changer): Leaving {
  return (actor, id, endpoint) =>
    change(actor, id, ({ request }) => {
      const { share, show, voice } = request.live;
      const { party } = actor;
      const own = voice[party];
      const change: Change =
        party === 'customer' && share.phase === 'sharing' && share.endpoint === endpoint
          ? stopped(request, 'left')
          : { events: [] };
      let live = change.request?.live ?? request.live;
      const events = [...change.events];
      if (party === 'technician' && show.phase === 'showing' && show.endpoint === endpoint) {
        const ended = showEnded(live, 'left');
        live = ended.live;
        events.push(...ended.events);
      }
      if (party === 'customer') {
        const ended = handEnded(live, 'left');
        live = ended.live;
        events.push(...ended.events);
      }
      const record = recordOf(live);
      if (party === 'technician' && record.phase !== 'off' && record.endpoint === endpoint) {
        const ended = withoutRecord(live, 'left');
        live = ended.live;
        events.push(...ended.events);
      }
      if (own.phase === 'on' && own.endpoint === endpoint) {
        live = { ...live, voice: { ...voice, [party]: { phase: 'off' } } };
        events.push({ code: 'voice-off', party });
      }
      return live === request.live ? undefined : { request: { live }, events };
    });
}
