import type { Show } from '../../session/show.ts';
import type { Voice } from '../../session/voice.ts';
import type { Handlers } from '../bind.ts';
import { technicianOf } from './desk.ts';

type Names =
  'show:start' | 'show:switch' | 'show:pause' | 'show:resume' | 'show:stop' | 'voice:set';

export function createShowHandlers(show: Show, voice: Voice): Pick<Handlers, Names> {
  return {
    'show:start': async ({ requestId, ...what }, { actor, endpoint }) => ({
      request: await show.start(technicianOf(actor), requestId, endpoint, what),
    }),
    'show:switch': async ({ requestId, surface }, { actor, endpoint }) => ({
      request: await show.switched(technicianOf(actor), requestId, endpoint, surface),
    }),
    'show:pause': async ({ requestId }, { actor }) => ({
      request: await show.pause(technicianOf(actor), requestId),
    }),
    'show:resume': async ({ requestId }, { actor }) => ({
      request: await show.resume(technicianOf(actor), requestId),
    }),
    'show:stop': async ({ requestId }, { actor }) => ({
      request: await show.stop(technicianOf(actor), requestId),
    }),
    'voice:set': async ({ requestId, setting }, { actor, endpoint }) => ({
      request: await voice.set(actor, requestId, endpoint, setting),
    }),
  };
}
