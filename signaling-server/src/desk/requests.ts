import type { RequestId } from '@beside/shared/domain/ids';
import {
  idleLiveState,
  type SupportRequest,
  type SystemEvent,
} from '@beside/shared/domain/request';
import {
  nextPhase,
  type RequestEvent,
  type RequestPhase,
} from '@beside/shared/domain/requestPhase';
import type { Outcome } from '@beside/shared/domain/words';
import { CodedError } from '@beside/shared/protocol/errors';
import { assertTakesPart, type Actor, type Technician } from './actor.ts';
import type { Change, Changer } from './change.ts';

/** The life of a request, as people move it on. Each answers with the request as committed. */
export interface Requests {
  assign(technician: Technician, id: RequestId): Promise<SupportRequest>;
  unassign(technician: Technician, id: RequestId): Promise<SupportRequest>;
  join(technician: Technician, id: RequestId): Promise<SupportRequest>;
  end(actor: Actor, id: RequestId): Promise<SupportRequest>;
  close(
    technician: Technician,
    id: RequestId,
    outcome: Outcome,
    notes: string,
  ): Promise<SupportRequest>;
}

/** @throws CodedError('conflict', 'phase-forbids') where the event is out of turn */
function step(request: SupportRequest, event: RequestEvent): RequestPhase {
  const phase = nextPhase(request.phase, event);
  if (!phase) throw new CodedError('conflict', 'phase-forbids');
  return phase;
}

/** Ends what was live, and says so in the chat. */
function endLive({
  live,
}: SupportRequest): Pick<Change, 'events'> & { live: SupportRequest['live'] } {
  const events: SystemEvent[] = [];
  if (live.control.phase === 'granted')
    events.push({ code: 'control-ended', why: 'sharing-ended' });
  if (live.share.phase !== 'off') events.push({ code: 'share-ended', why: 'ended' });
  return { events, live: idleLiveState };
}

export function createRequests(change: Changer): Requests {
  return {
    assign: (technician, id) =>
      change(technician, id, ({ request }) => {
        const by = { id: technician.user.id, name: technician.user.name };
        // Asked twice by the same person: the same answer.
        if (request.assignee?.id === by.id && nextPhase(request.phase, 'unassign'))
          return undefined;
        if (request.assignee) throw new CodedError('conflict', 'someone-was-faster');
        return {
          request: { phase: step(request, 'assign'), assignee: by },
          events: [{ code: 'assigned', by }],
        };
      }),

    unassign: (technician, id) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const by = { id: technician.user.id, name: technician.user.name };
        const { live, events } = endLive(request);
        return {
          request: { phase: step(request, 'unassign'), assignee: null, live },
          events: [...events, { code: 'unassigned', by }],
        };
      }),

    join: (technician, id) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const phase = step(request, 'join');
        if (phase === request.phase) return undefined;
        const by = { id: technician.user.id, name: technician.user.name };
        return { request: { phase }, events: [{ code: 'joined', by }] };
      }),

    end: (actor, id) =>
      change(actor, id, ({ request }) => {
        assertTakesPart(actor, request);
        if (request.phase === 'ended') return undefined;
        const { live, events } = endLive(request);
        return {
          request: { phase: step(request, 'end'), live },
          events: [...events, { code: 'ended', party: actor.party }],
        };
      }),

    close: (technician, id, outcome, notes) =>
      change(technician, id, ({ request }) => {
        if (request.assignee) assertTakesPart(technician, request);
        const by = { id: technician.user.id, name: technician.user.name };
        const { live, events } = endLive(request);
        return {
          request: { phase: step(request, 'close'), live, outcome },
          notes,
          events: [...events, { code: 'closed', outcome, by }],
        };
      }),
  };
}
