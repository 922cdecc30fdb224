import { CodedError } from '@beside/shared/protocol/errors';
import type { Actor, Technician } from '../../desk/actor.ts';
import type { Chat } from '../../desk/chat.ts';
import type { Offers } from '../../desk/offers.ts';
import type { Requests } from '../../desk/requests.ts';
import type { Surveys } from '../../desk/survey.ts';
import type { Team } from '../../desk/team.ts';
import type { Handlers } from '../bind.ts';
import { rooms } from '../caller.ts';

type Names =
  | 'chat:post'
  | 'chat:since'
  | 'chat:typing'
  | 'chat:read'
  | 'request:assign'
  | 'request:unassign'
  | 'request:join'
  | 'request:end'
  | 'request:close'
  | 'request:transfer'
  | 'transfer:withdraw'
  | 'request:push-link'
  | 'request:previous'
  | 'survey:send'
  | 'alert:accept'
  | 'alert:decline';

/** @throws CodedError('forbidden'); the contract's `from` has said so before */
export function technicianOf(actor: Actor): Technician {
  if (actor.party !== 'technician') throw new CodedError('forbidden');
  return actor;
}

/** @throws CodedError('forbidden'); the contract's `from` has said so before */
export function customerOf(actor: Actor): Extract<Actor, { party: 'customer' }> {
  if (actor.party !== 'customer') throw new CodedError('forbidden');
  return actor;
}

export function createDeskHandlers({
  chat,
  requests,
  offers,
  team,
  surveys,
}: {
  chat: Chat;
  requests: Requests;
  offers: Offers;
  team: Team;
  surveys: Surveys;
}): Pick<Handlers, Names> {
  return {
    'chat:post': ({ requestId, id, text }, { actor }, socket) =>
      chat.post(actor, requestId, id, text, socket.id),
    'chat:since': ({ requestId, afterSeq }, { actor }) => chat.since(actor, requestId, afterSeq),

    'chat:typing': async ({ requestId, typing }, { actor }, socket) => {
      if (!socket.rooms.has(rooms.followers(requestId))) throw new CodedError('not-found');
      await chat.assertWrites(actor, requestId);
      const name = actor.party === 'technician' ? actor.user.name : '';
      socket
        .to(rooms.followers(requestId))
        .volatile.emit('chat:typing', { requestId, party: actor.party, name, typing });
    },
    'chat:read': async ({ requestId, seq }, { actor }, socket) => {
      const party = await chat.read(actor, requestId, seq);
      socket.to(rooms.followers(requestId)).emit('chat:read', { requestId, party, seq });
    },

    'request:assign': async ({ requestId }, { actor }) => ({
      request: await requests.assign(technicianOf(actor), requestId),
    }),
    'request:unassign': async ({ requestId }, { actor }) => ({
      request: await requests.unassign(technicianOf(actor), requestId),
    }),
    'request:join': async ({ requestId }, { actor }) => ({
      request: await requests.join(technicianOf(actor), requestId),
    }),
    'request:end': async ({ requestId }, { actor }) => ({
      request: await requests.end(actor, requestId),
    }),
    'request:close': async ({ requestId, outcome, notes }, { actor }) => ({
      request: await requests.close(technicianOf(actor), requestId, outcome, notes),
    }),
    'request:transfer': async ({ requestId, to }, { actor }) => ({
      request: await offers.transfer(technicianOf(actor), requestId, to),
    }),

    'transfer:withdraw': async ({ requestId }, { actor }) => ({
      request: await offers.withdraw(technicianOf(actor), requestId),
    }),
    'survey:send': async ({ requestId, ...said }, { actor }) => ({
      survey: await surveys.send(customerOf(actor), requestId, said),
    }),
    'request:push-link': async ({ requestId, url }, { actor }) => ({
      request: await requests.pushLink(technicianOf(actor), requestId, url),
    }),
    'request:previous': ({ requestId, before }, { actor }) =>
      requests.previous(technicianOf(actor), requestId, before),

    'alert:accept': async ({ requestId }, { actor }) => {
      const technician = technicianOf(actor);
      const joined = await team.accept(technician, requestId);
      return { request: joined ?? (await requests.assign(technician, requestId)) };
    },
    'alert:decline': async ({ requestId }, { actor }, socket) => {
      const technician = technicianOf(actor);
      const wasOffer =
        (await team.decline(technician, requestId)) ||
        (await offers.decline(technician, requestId));
      // The others are still called; only this technician's pages let go of it.
      const own = rooms.technician(technician.user.id);
      if (!wasOffer) socket.to(own).emit('alert:gone', { requestId, why: 'declined' });
      return {};
    },
  };
}
