import type { RequestId } from '@beside/shared/domain/ids';
import { readLink } from '@beside/shared/domain/pushedLink';
import type { SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen, nextPhase } from '@beside/shared/domain/requestPhase';
import type { Outcome } from '@beside/shared/domain/words';
import type { RequestOutput } from '@beside/shared/protocol/contract';
import { CodedError } from '@beside/shared/protocol/errors';
import { previousPerPage } from '@beside/shared/protocol/limits';
import type { PageMark, Storage } from '../ports.ts';
import {
  assertTakesPart,
  findSeen,
  technicianViewer,
  type Actor,
  type Technician,
} from './actor.ts';
import type { Changer } from './change.ts';
import { endLive, step } from './steps.ts';

interface CloseOptions {
  /** Whoever has it: a program closes what people have done. */
  anybodys?: boolean;
}

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
    options?: CloseOptions,
  ): Promise<SupportRequest>;
  /** Sends the customer an address (rule T10). @throws CodedError 'bad-request' where it is none */
  pushLink(technician: Technician, id: RequestId, typed: string): Promise<SupportRequest>;
  /** The same customer's other requests, as far as the technician may see them. */
  previous(
    technician: Technician,
    id: RequestId,
    before: PageMark | undefined,
  ): Promise<RequestOutput<'request:previous'>>;
}

export function createRequests(storage: Storage, change: Changer): Requests {
  return {
    assign: (technician, id) =>
      change(
        technician,
        id,
        ({ request }) => {
          const by = { id: technician.user.id, name: technician.user.name };
          // Asked twice by the same person: the same answer.
          if (request.assignee?.id === by.id && nextPhase(request.phase, 'unassign'))
            return undefined;
          // What is offered is kept for whom it is offered to; a transfer has somebody until then.
          const isKept = request.offer ? request.offer.to.id !== by.id : request.assignee !== null;
          if (isKept) throw new CodedError('conflict', 'someone-was-faster');
          return {
            request: { phase: step(request, 'assign'), assignee: by },
            events: [{ code: 'assigned', by }],
          };
        },
        { withLines: true },
      ),

    unassign: (technician, id) =>
      change(technician, id, ({ request }, now) => {
        assertTakesPart(technician, request);
        const by = { id: technician.user.id, name: technician.user.name };
        const { live, events } = endLive(request);
        return {
          request: { phase: step(request, 'unassign'), assignee: null, wanted: null, live },
          // Whoever gives it back is not called for it again at once.
          routing: { passed: [{ technician: by.id, at: now }] },
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

    close: (technician, id, outcome, notes, { anybodys = false } = {}) =>
      change(technician, id, ({ request }) => {
        if (request.assignee && !anybodys) assertTakesPart(technician, request);
        const by = { id: technician.user.id, name: technician.user.name };
        const { live, events } = endLive(request);
        return {
          request: { phase: step(request, 'close'), live, outcome },
          notes,
          events: [...events, { code: 'closed', outcome, by }],
        };
      }),

    pushLink: (technician, id, typed) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request, 'write');
        const url = readLink(typed);
        if (url === undefined) throw CodedError.wrongField('url');
        if (!chatIsOpen(request.phase)) throw new CodedError('conflict', 'phase-forbids');
        const by = { id: technician.user.id, name: technician.user.name };
        return { events: [{ code: 'link-pushed', url, by }] };
      }),

    async previous(technician, id, before) {
      const { request } = await findSeen(storage, technician, id);
      const account = storage.forAccount(technician.accountId);
      const viewer = await technicianViewer(account, technician);
      const found = await account.previous(request, previousPerPage + 1, viewer, before);
      return { requests: found.slice(0, previousPerPage), more: found.length > previousPerPage };
    },
  };
}
