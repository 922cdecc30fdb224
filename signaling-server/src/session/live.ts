import {
  askOf,
  type ControlEnd,
  type ControlEvent,
  type ControlLevel,
  type ControlSpan,
} from '@beside/shared/domain/control';
import type { AccountId, EndpointId, RequestId } from '@beside/shared/domain/ids';
import { hasPicture } from '@beside/shared/domain/liveLink';
import type { SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import { sessionWindowOf, type UpgradeChat } from '@beside/shared/domain/sessionWindow';
import type { PathReason, ShareEvent, Surface } from '@beside/shared/domain/sharing';
import { facesOf } from '@beside/shared/domain/team';
import type { Party } from '@beside/shared/domain/words';
import { CodedError } from '@beside/shared/protocol/errors';
import type { LinkPath } from '@beside/shared/protocol/contract/link';
import { assertTakesPart, type Actor, type Technician } from '../desk/actor.ts';
import type { Changer } from '../desk/change.ts';
import { assertMayEnd, controlled, personIn, shared, stopped } from './liveSteps.ts';
import { gatheredAt } from './voice.ts';

type Customer = Extract<Actor, { party: 'customer' }>;

interface Grant {
  level: ControlLevel;
  grantId: number;
  span: ControlSpan;
  again: boolean;
}

/** The upgrade and the grant of one request. Each answers with the request as committed. */
export interface Live {
  /**
   * @param can `possible`: whether the customer has a browser that can
   * @throws CodedError('conflict', 'cannot-share')
   */
  propose(
    technician: Technician,
    id: RequestId,
    can: { possible: boolean },
  ): Promise<SupportRequest>;
  withdraw(technician: Technician, id: RequestId): Promise<SupportRequest>;
  decline(customer: Customer, id: RequestId): Promise<SupportRequest>;
  cancel(customer: Customer, id: RequestId): Promise<SupportRequest>;
  start(
    customer: Customer,
    id: RequestId,
    endpoint: EndpointId,
    what: Captured,
  ): Promise<SupportRequest>;
  /** What is shown from now on. @throws CodedError('conflict') where that page does not share */
  switched(
    customer: Customer,
    id: RequestId,
    endpoint: EndpointId,
    surface: Surface,
  ): Promise<SupportRequest>;
  pause(customer: Customer, id: RequestId): Promise<SupportRequest>;
  resume(customer: Customer, id: RequestId): Promise<SupportRequest>;
  stop(actor: Actor, id: RequestId): Promise<SupportRequest>;
  requestControl(
    technician: Technician,
    id: RequestId,
    level: ControlLevel,
  ): Promise<SupportRequest>;
  grantControl(customer: Customer, id: RequestId, grant: Grant): Promise<SupportRequest>;
  declineControl(customer: Customer, id: RequestId): Promise<SupportRequest>;
  endControl(actor: Actor, id: RequestId, why: ControlEnd): Promise<SupportRequest>;
  withdrawControl(technician: Technician, id: RequestId): Promise<SupportRequest>;
  /** Writes down that text of a clipboard went to a side; the text never comes here. */
  clipboardSent(customer: Customer, id: RequestId, to: Party): Promise<SupportRequest>;
  /** Writes down which path came to carry the picture. */
  carried(
    technician: Technician,
    id: RequestId,
    path: LinkPath,
    why: PathReason | undefined,
  ): Promise<SupportRequest>;
}

/** What the browser's picker was answered with. */
export interface Captured {
  surface: Surface;
  sound?: boolean | undefined;
}

interface Parts {
  change: Changer;
  /** What the account has an upgrade do to the chat. */
  upgradeChat: (accountId: AccountId) => Promise<UpgradeChat>;
}

export function createLive({ change, upgradeChat }: Parts): Live {
  const share = (actor: Actor, id: RequestId, event: ShareEvent, said: SystemEvent) =>
    change(actor, id, ({ request }) => {
      assertTakesPart(actor, request);
      return { request: { live: shared(request, event) }, events: [said] };
    });
  const control = (actor: Actor, id: RequestId, event: ControlEvent, said: SystemEvent) =>
    change(actor, id, ({ request }) => {
      assertTakesPart(actor, request, 'control');
      return { request: { live: controlled(request, event) }, events: [said] };
    });
  const naming = ({ user }: Technician) => ({ id: user.id, name: user.name });

  return {
    async propose(technician, id, { possible }) {
      // As it is now: what is under way is not turned over by a change of the setting.
      const sessionWindow = sessionWindowOf(await upgradeChat(technician.accountId));
      return change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const { sessionWindow: _before, ...live } = shared(request, {
          type: 'propose',
          by: technician.user.id,
        });
        if (!possible) throw new CodedError('conflict', 'cannot-share');
        return {
          request: { live: { ...live, ...(sessionWindow && { sessionWindow }) } },
          events: [{ code: 'share-proposed', by: naming(technician) }],
        };
      });
    },
    withdraw: (technician, id) =>
      share(technician, id, { type: 'withdraw' }, { code: 'share-ended', why: 'withdrawn' }),
    decline: (customer, id) =>
      share(customer, id, { type: 'decline' }, { code: 'share-ended', why: 'declined' }),
    cancel: (customer, id) => share(customer, id, { type: 'cancel' }, { code: 'share-cancelled' }),
    start: (customer, id, endpoint, { surface, sound = false }) =>
      change(customer, id, ({ request }, at) => {
        const live = shared(request, { type: 'start', endpoint, surface, sound, at });
        const { voice, events } = gatheredAt(live.voice, 'customer', endpoint);
        return {
          request: { live: { ...live, voice } },
          events: [...events, { code: 'share-started', surface }],
        };
      }),
    switched: (customer, id, endpoint, surface) =>
      change(customer, id, ({ request }) => {
        const { share: now } = request.live;
        if (now.phase !== 'sharing' || now.endpoint !== endpoint) {
          throw new CodedError('conflict', 'phase-forbids');
        }
        // Said again, it is as it was.
        if (now.surface === surface) return undefined;
        return {
          request: { live: shared(request, { type: 'switch', surface }) },
          events: [{ code: 'share-switched', surface }],
        };
      }),
    pause: (customer, id) => share(customer, id, { type: 'pause' }, { code: 'share-paused' }),
    resume: (customer, id) => share(customer, id, { type: 'resume' }, { code: 'share-resumed' }),

    stop: (actor, id) =>
      change(actor, id, ({ request }) => {
        assertTakesPart(actor, request);
        if (request.live.share.phase === 'off') return undefined;
        return stopped(request, 'stopped', actor.party === 'technician' ? naming(actor) : null);
      }),

    requestControl: (technician, id, level) =>
      control(
        technician,
        id,
        { type: 'request', by: technician.user.id, level },
        { code: 'control-requested', level, by: naming(technician) },
      ),
    grantControl: (customer, id, { again, ...grant }) =>
      change(customer, id, ({ request }) => {
        const live = controlled(request, { type: 'grant', ...grant });
        if (live.control.phase !== 'granted') return undefined;
        const to = personIn(request, live.control.to);
        const said = { level: live.control.level, span: grant.span, again, ...(to && { to }) };
        return { request: { live }, events: [{ code: 'control-granted', ...said }] };
      }),
    declineControl: (customer, id) =>
      control(customer, id, { type: 'decline' }, { code: 'control-ended', why: 'declined' }),
    endControl: (actor, id, why) =>
      change(actor, id, ({ request }) => {
        assertMayEnd(actor, request);
        if (request.live.control.phase === 'none') return undefined;
        const live = controlled(request, { type: 'end', why });
        return { request: { live }, events: [{ code: 'control-ended', why }] };
      }),

    withdrawControl: (technician, id) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request, 'control');
        if (askOf(request.live.control)?.by !== technician.user.id) return undefined;
        const live = controlled(request, { type: 'withdraw' });
        return { request: { live }, events: [{ code: 'control-ended', why: 'withdrawn' }] };
      }),
    clipboardSent: (customer, id, to) =>
      change(customer, id, ({ request }) => {
        assertTakesPart(customer, request);
        if (request.live.control.phase !== 'granted') {
          throw new CodedError('conflict', 'phase-forbids');
        }
        return { events: [{ code: 'clipboard-sent', to }] };
      }),

    carried: (technician, id, path, why) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        if (!hasPicture(request.live)) return undefined;
        // Of whom the customer may not know, no reason tells (rule T4 of the protocol).
        const isKnown = why !== undefined && (why !== 'together' || facesOf(request).length > 1);
        return { events: [{ code: 'path-changed', path, ...(isKnown && { why }) }] };
      }),
  };
}
