import type { ControlEnd, ControlLevel, ControlSpan } from '@beside/shared/domain/control';
import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { Party } from '@beside/shared/domain/words';
import { CodedError } from '@beside/shared/protocol/errors';
import { assertTakesPart, type Actor, type Technician } from '../desk/actor.ts';
import type { Changer } from '../desk/change.ts';
import { handEnded, shown } from './showSteps.ts';

type Customer = Extract<Actor, { party: 'customer' }>;

interface Grant {
  level: ControlLevel;
  grantId: number;
  span: ControlSpan;
  again: boolean;
}

/** The customer's hand on the technician's screen (rule I6). Each answers with the request as committed. */
export interface ShowHand {
  /** @throws CodedError('conflict', 'phase-forbids') where there is nothing that a hand could reach */
  request(customer: Customer, id: RequestId, level: ControlLevel): Promise<SupportRequest>;
  withdraw(customer: Customer, id: RequestId): Promise<SupportRequest>;
  /**
   * What was asked for, or without a question: whoever shows may offer it.
   *
   * @throws CodedError('conflict') from any page but the one that shows
   */
  grant(
    technician: Technician,
    id: RequestId,
    endpoint: EndpointId,
    grant: Grant,
  ): Promise<SupportRequest>;
  decline(technician: Technician, id: RequestId): Promise<SupportRequest>;
  end(actor: Actor, id: RequestId, why: ControlEnd): Promise<SupportRequest>;
  /**
   * Writes down that text of a clipboard went to a side; the text never comes here.
   *
   * @throws CodedError('conflict') from any page but the one that shows, and where there is no hand
   */
  clipboardSent(
    technician: Technician,
    id: RequestId,
    endpoint: EndpointId,
    to: Party,
  ): Promise<SupportRequest>;
}

/** The page that shows its screen, and no other one, gives the hand on it. */
function assertShows({ live: { show } }: SupportRequest, endpoint: EndpointId): void {
  if (show.phase !== 'showing' || show.endpoint !== endpoint) {
    throw new CodedError('conflict', 'phase-forbids');
  }
}

export function createShowHand(change: Changer): ShowHand {
  return {
    request: (customer, id, level) =>
      change(customer, id, ({ request }) => {
        const event = { type: 'request', by: null, level } as const;
        const { live } = shown(request, { type: 'control', event });
        return { request: { live }, events: [{ code: 'hand-requested', level }] };
      }),
    withdraw: (customer, id) =>
      change(customer, id, ({ request }) => {
        const { show } = request.live;
        if (show.phase !== 'showing' || show.control.phase !== 'requested') return undefined;
        const { live } = shown(request, { type: 'control', event: { type: 'withdraw' } });
        return { request: { live }, events: [{ code: 'hand-ended', why: 'withdrawn' }] };
      }),
    grant: (technician, id, endpoint, { again, ...grant }) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        assertShows(request, endpoint);
        const { show } = request.live;
        const isAsked = show.phase === 'showing' && show.control.phase === 'requested';
        const event = { type: 'request', by: null, level: grant.level } as const;
        const asked = isAsked ? request.live : shown(request, { type: 'control', event }).live;
        const given = { ...request, live: asked };
        const { live } = shown(given, { type: 'control', event: { type: 'grant', ...grant } });
        const level =
          live.show.phase === 'showing' && live.show.control.phase === 'granted'
            ? live.show.control.level
            : grant.level;
        const by = { id: technician.user.id, name: technician.user.name };
        const said = { code: 'hand-granted', level, span: grant.span, again, by } as const;
        return { request: { live }, events: [said] };
      }),
    decline: (technician, id) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const { live } = shown(request, { type: 'control', event: { type: 'decline' } });
        return { request: { live }, events: [{ code: 'hand-ended', why: 'declined' }] };
      }),
    end: (actor, id, why) =>
      change(actor, id, ({ request }) => {
        assertTakesPart(actor, request);
        const { live, events } = handEnded(request.live, why);
        return live === request.live ? undefined : { request: { live }, events };
      }),
    clipboardSent: (technician, id, endpoint, to) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        assertShows(request, endpoint);
        const { show } = request.live;
        if (show.phase !== 'showing' || show.control.phase !== 'granted') {
          throw new CodedError('conflict', 'phase-forbids');
        }
        return { events: [{ code: 'clipboard-sent', to }] };
      }),
  };
}
