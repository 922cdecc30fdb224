import {
  nextControl,
  type ControlEnd,
  type ControlEvent,
  type ControlLevel,
} from '@beside/shared/domain/control';
import { nextHelper } from '@beside/shared/domain/helper';
import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import { hasPicture } from '@beside/shared/domain/liveLink';
import type { LiveState, SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import { sharingIsPossible } from '@beside/shared/domain/requestPhase';
import { nextShare, type ShareEvent, type Surface } from '@beside/shared/domain/sharing';
import { CodedError } from '@beside/shared/protocol/errors';
import type { LinkPath } from '@beside/shared/protocol/contract/link';
import { assertTakesPart, type Actor, type Technician } from '../desk/actor.ts';
import type { Change, Changer } from '../desk/change.ts';
import { gatheredAt } from './voice.ts';

type Customer = Extract<Actor, { party: 'customer' }>;

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
  pause(customer: Customer, id: RequestId): Promise<SupportRequest>;
  resume(customer: Customer, id: RequestId): Promise<SupportRequest>;
  stop(actor: Actor, id: RequestId): Promise<SupportRequest>;
  requestControl(
    technician: Technician,
    id: RequestId,
    level: ControlLevel,
  ): Promise<SupportRequest>;
  grantControl(
    customer: Customer,
    id: RequestId,
    level: ControlLevel,
    grantId: number,
  ): Promise<SupportRequest>;
  declineControl(customer: Customer, id: RequestId): Promise<SupportRequest>;
  endControl(actor: Actor, id: RequestId, why: ControlEnd): Promise<SupportRequest>;
  /** Writes down which path came to carry the picture. */
  carried(technician: Technician, id: RequestId, path: LinkPath): Promise<SupportRequest>;
}

/** What the browser's picker was answered with. */
export interface Captured {
  surface: Surface;
  sound?: boolean | undefined;
}

/** @throws CodedError('conflict', 'phase-forbids') */
function shared(request: SupportRequest, event: ShareEvent): LiveState {
  const share = sharingIsPossible(request.phase) ? nextShare(request.live.share, event) : undefined;
  if (!share) throw new CodedError('conflict', 'phase-forbids');
  return { ...request.live, share };
}

/** @throws CodedError('conflict', 'phase-forbids') */
function controlled(request: SupportRequest, event: ControlEvent): LiveState {
  const control =
    request.live.share.phase === 'sharing' ? nextControl(request.live.control, event) : undefined;
  if (!control) throw new CodedError('conflict', 'phase-forbids');
  return { ...request.live, control };
}

/**
 * Who leads the session may end anybody's control, a guest their own.
 *
 * @throws CodedError('forbidden')
 */
function assertMayEnd(actor: Actor, request: SupportRequest): void {
  const { control } = request.live;
  const whose =
    control.phase === 'granted' ? control.to : control.phase === 'requested' ? control.by : null;
  const isOwn = actor.party === 'technician' && actor.user.id === whose;
  assertTakesPart(actor, request, isOwn ? 'control' : 'lead');
}

/** The helper is for this share alone. */
function withoutHelper(live: LiveState): LiveState {
  const helper = nextHelper(live.helper, { type: 'end', why: 'sharing-ended' });
  return helper ? { ...live, helper } : live;
}

/** Ends sharing, and the grant with it. */
export function stopped(request: SupportRequest, why: 'stopped' | 'left'): Change {
  const live = withoutHelper(shared(request, { type: 'stop', why }));
  const events: SystemEvent[] = [{ code: 'share-ended', why }];
  if (live.control.phase === 'none') return { request: { live }, events };
  if (live.control.phase === 'granted')
    events.unshift({ code: 'control-ended', why: 'sharing-ended' });
  return {
    request: { live: { ...live, control: { phase: 'none', last: 'sharing-ended' } } },
    events,
  };
}

export function createLive(change: Changer): Live {
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
    propose: (technician, id, { possible }) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const live = shared(request, { type: 'propose', by: technician.user.id });
        if (!possible) throw new CodedError('conflict', 'cannot-share');
        return { request: { live }, events: [{ code: 'share-proposed', by: naming(technician) }] };
      }),
    withdraw: (technician, id) =>
      share(technician, id, { type: 'withdraw' }, { code: 'share-ended', why: 'withdrawn' }),
    decline: (customer, id) =>
      share(customer, id, { type: 'decline' }, { code: 'share-ended', why: 'declined' }),
    cancel: (customer, id) => share(customer, id, { type: 'cancel' }, { code: 'share-cancelled' }),
    start: (customer, id, endpoint, { surface, sound = false }) =>
      change(customer, id, ({ request }) => {
        const live = shared(request, { type: 'start', endpoint, surface, sound });
        const { voice, events } = gatheredAt(live.voice, 'customer', endpoint);
        return {
          request: { live: { ...live, voice } },
          events: [...events, { code: 'share-started', surface }],
        };
      }),
    pause: (customer, id) => share(customer, id, { type: 'pause' }, { code: 'share-paused' }),
    resume: (customer, id) => share(customer, id, { type: 'resume' }, { code: 'share-resumed' }),

    stop: (actor, id) =>
      change(actor, id, ({ request }) => {
        assertTakesPart(actor, request);
        return request.live.share.phase === 'off' ? undefined : stopped(request, 'stopped');
      }),

    requestControl: (technician, id, level) =>
      control(
        technician,
        id,
        { type: 'request', by: technician.user.id, level },
        { code: 'control-requested', level, by: naming(technician) },
      ),
    grantControl: (customer, id, level, grantId) =>
      change(customer, id, ({ request }) => {
        const live = controlled(request, { type: 'grant', level, grantId });
        const given = live.control.phase === 'granted' ? live.control.level : level;
        return { request: { live }, events: [{ code: 'control-granted', level: given }] };
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

    carried: (technician, id, path) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        if (!hasPicture(request.live)) return undefined;
        return { events: [{ code: 'path-changed', path }] };
      }),
  };
}
