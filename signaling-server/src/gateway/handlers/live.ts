import type { Live } from '../../session/live.ts';
import type { Handlers } from '../bind.ts';
import type { PresenceSigns } from '../presence.ts';
import { customerOf, technicianOf } from './desk.ts';

type Names =
  | 'share:propose'
  | 'share:withdraw'
  | 'share:decline'
  | 'share:cancel'
  | 'share:start'
  | 'share:switch'
  | 'share:pause'
  | 'share:resume'
  | 'share:stop'
  | 'control:request'
  | 'control:grant'
  | 'control:decline'
  | 'control:end'
  | 'control:withdraw'
  | 'control:clipboard';

export function createLiveHandlers(presence: PresenceSigns, live: Live): Pick<Handlers, Names> {
  return {
    'share:propose': async ({ requestId }, { actor }) => ({
      request: await live.propose(technicianOf(actor), requestId, {
        possible: !(await presence.nobodyCanShare(requestId)),
      }),
    }),
    'share:withdraw': async ({ requestId }, { actor }) => ({
      request: await live.withdraw(technicianOf(actor), requestId),
    }),
    'share:decline': async ({ requestId }, { actor }) => ({
      request: await live.decline(customerOf(actor), requestId),
    }),
    'share:cancel': async ({ requestId }, { actor }) => ({
      request: await live.cancel(customerOf(actor), requestId),
    }),
    'share:start': async ({ requestId, ...what }, { actor, endpoint }) => ({
      request: await live.start(customerOf(actor), requestId, endpoint, what),
    }),
    'share:switch': async ({ requestId, surface }, { actor, endpoint }) => ({
      request: await live.switched(customerOf(actor), requestId, endpoint, surface),
    }),
    'share:pause': async ({ requestId }, { actor }) => ({
      request: await live.pause(customerOf(actor), requestId),
    }),
    'share:resume': async ({ requestId }, { actor }) => ({
      request: await live.resume(customerOf(actor), requestId),
    }),
    'share:stop': async ({ requestId }, { actor }) => ({
      request: await live.stop(actor, requestId),
    }),
    'control:request': async ({ requestId, level }, { actor }) => ({
      request: await live.requestControl(technicianOf(actor), requestId, level),
    }),
    'control:grant': async ({ requestId, ...grant }, { actor }) => ({
      request: await live.grantControl(customerOf(actor), requestId, grant),
    }),
    'control:decline': async ({ requestId }, { actor }) => ({
      request: await live.declineControl(customerOf(actor), requestId),
    }),
    'control:end': async ({ requestId, why }, { actor }) => ({
      // A technician can only let go; why else it ended is for the customer's side to say.
      request: await live.endControl(
        actor,
        requestId,
        actor.party === 'technician' ? 'released' : why,
      ),
    }),
    'control:withdraw': async ({ requestId }, { actor }) => ({
      request: await live.withdrawControl(technicianOf(actor), requestId),
    }),
    'control:clipboard': async ({ requestId, to }, { actor }) => ({
      request: await live.clipboardSent(customerOf(actor), requestId, to),
    }),
  };
}
