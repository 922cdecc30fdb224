import {
  askOf,
  nextControl,
  type ControlEnd,
  type ControlEvent,
  type ControlLevel,
  type ControlSpan,
} from '@beside/shared/domain/control';
import { nextHelper } from '@beside/shared/domain/helper';
import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { LiveState, SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import { sharingIsPossible } from '@beside/shared/domain/requestPhase';
import { nextShare, type ShareEvent, type Surface } from '@beside/shared/domain/sharing';
import type { Party } from '@beside/shared/domain/words';
import { CodedError } from '@beside/shared/protocol/errors';
import type { LinkPath } from '@beside/shared/protocol/contract/link';
import { assertTakesPart, type Actor, type Technician } from '../desk/actor.ts';
import type { Change, Changer } from '../desk/change.ts';

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
    surface: Surface,
  ): Promise<SupportRequest>;
  pause(customer: Customer, id: RequestId): Promise<SupportRequest>;
  resume(customer: Customer, id: RequestId): Promise<SupportRequest>;
  stop(actor: Actor, id: RequestId): Promise<SupportRequest>;
  /** The page that shares is gone for good: ends what it shared, and nothing else. */
  left(customer: Customer, id: RequestId, endpoint: EndpointId): Promise<SupportRequest>;
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
  carried(technician: Technician, id: RequestId, path: LinkPath): Promise<SupportRequest>;
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
function stopped(request: SupportRequest, why: 'stopped' | 'left'): Change {
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
    start: (customer, id, endpoint, surface) =>
      share(customer, id, { type: 'start', endpoint, surface }, { code: 'share-started', surface }),
    pause: (customer, id) => share(customer, id, { type: 'pause' }, { code: 'share-paused' }),
    resume: (customer, id) => share(customer, id, { type: 'resume' }, { code: 'share-resumed' }),

    stop: (actor, id) =>
      change(actor, id, ({ request }) => {
        assertTakesPart(actor, request);
        return request.live.share.phase === 'off' ? undefined : stopped(request, 'stopped');
      }),
    left: (customer, id, endpoint) =>
      change(customer, id, ({ request }) => {
        const { share: now } = request.live;
        return now.phase === 'sharing' && now.endpoint === endpoint
          ? stopped(request, 'left')
          : undefined;
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
        const level = live.control.phase === 'granted' ? live.control.level : grant.level;
        const { span } = grant;
        return { request: { live }, events: [{ code: 'control-granted', level, span, again }] };
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

    carried: (technician, id, path) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        if (request.live.share.phase !== 'sharing') return undefined;
        return { events: [{ code: 'path-changed', path }] };
      }),
  };
}
