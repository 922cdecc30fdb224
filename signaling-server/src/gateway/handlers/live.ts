import type { Live } from '../../session/live.ts';
import type { ShowHand } from '../../session/showHand.ts';
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

export function createLiveHandlers(
  presence: PresenceSigns,
  live: Live,
  hand: ShowHand,
): Pick<Handlers, Names> {
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
    // Each side asks for the hand on the other's screen, and gives the one on its own.
    'control:request': async ({ requestId, level }, { actor }) => ({
      request:
        actor.party === 'customer'
          ? await hand.request(actor, requestId, level)
          : await live.requestControl(actor, requestId, level),
    }),
    'control:grant': async ({ requestId, ...grant }, { actor, endpoint }) => ({
      request:
        actor.party === 'customer'
          ? await live.grantControl(actor, requestId, grant)
          : await hand.grant(actor, requestId, endpoint, grant),
    }),
    'control:decline': async ({ requestId }, { actor }) => ({
      request:
        actor.party === 'customer'
          ? await live.declineControl(actor, requestId)
          : await hand.decline(actor, requestId),
    }),
    'control:end': async ({ requestId, why, screen = 'customer' }, { actor }) => {
      // Who holds the hand can only let go; why else it ended is for who shares to say.
      const told = actor.party === screen ? why : 'released';
      return {
        request:
          screen === 'customer'
            ? await live.endControl(actor, requestId, told)
            : await hand.end(actor, requestId, told),
      };
    },
    'control:withdraw': async ({ requestId }, { actor }) => ({
      request:
        actor.party === 'customer'
          ? await hand.withdraw(actor, requestId)
          : await live.withdrawControl(actor, requestId),
    }),
    'control:clipboard': async ({ requestId, to }, { actor, endpoint }) => ({
      request:
        actor.party === 'customer'
          ? await live.clipboardSent(actor, requestId, to)
          : await hand.clipboardSent(actor, requestId, endpoint, to),
    }),
  };
}
