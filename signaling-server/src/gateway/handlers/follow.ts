import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import { isOver } from '@beside/shared/domain/requestPhase';
import { customerView } from '@beside/shared/domain/team';
import { findSeen, technicianViewer, type Actor } from '../../desk/actor.ts';
import type { Chat } from '../../desk/chat.ts';
import type { Router } from '../../desk/router.ts';
import type { Surveys } from '../../desk/survey.ts';
import type { Storage } from '../../ports.ts';
import type { Handlers } from '../bind.ts';
import { rooms } from '../caller.ts';
import type { PresenceSigns } from '../presence.ts';
import { technicianOf } from './desk.ts';

type Names = 'request:follow' | 'request:unfollow' | 'requests:list';

interface Parts {
  storage: Storage;
  chat: Chat;
  router: Router;
  surveys: Surveys;
  presence: PresenceSigns;
}

/** Following: first in the room, then the reading, so that nothing falls between the two. */
export function createFollowHandlers(
  { storage, chat, router, surveys, presence }: Parts,
  requestsPerPage: number,
): Pick<Handlers, Names> {
  return {
    async 'request:follow'({ requestId, afterSeq, share, session }, { actor, endpoint }, socket) {
      await findSeen(storage, actor, requestId);
      const account = storage.forAccount(actor.accountId);
      const isNew =
        !socket.rooms.has(rooms.followers(requestId)) ||
        socket.data.share !== share ||
        socket.data.session !== session;
      socket.data.share = share;
      socket.data.session = actor.party === 'customer' ? session : undefined;
      const joined = followingRooms(requestId, actor, endpoint);
      await socket.join(joined);
      // Looked at again: the right may have gone before the room was there to be left.
      const row = await findSeen(storage, actor, requestId).catch((failure: unknown) => {
        for (const room of joined) void socket.leave(room);
        throw failure;
      });
      const { entries, more } = await chat.since(actor, requestId, afterSeq);
      if (isNew) await presence.enter(socket, requestId);
      return {
        request: actor.party === 'technician' ? row.request : customerView(row.request),
        details: actor.party === 'technician' ? row.details : null,
        entries,
        more,
        presence: await presence.of(actor, requestId),
        read: await account.reads(requestId),
        place:
          row.request.phase === 'waiting'
            ? ((await router.place(actor.accountId, requestId)) ?? null)
            : null,
        survey: await surveys.of(row),
      };
    },

    async 'request:unfollow'({ requestId }, { actor, endpoint }, socket) {
      for (const room of followingRooms(requestId, actor, endpoint)) await socket.leave(room);
      await presence.leave(socket, requestId, 'goodbye');
      return {};
    },

    async 'requests:list'(page, { actor }) {
      const account = storage.forAccount(actor.accountId);
      const viewer = await technicianViewer(account, technicianOf(actor));
      const requests = await account.requests(requestsPerPage, viewer, page);
      const last = requests.at(requestsPerPage - 1);
      const next = last && {
        isOver: isOver(last.phase),
        createdAt: last.createdAt,
        id: last.id,
      };
      return { requests, next: next ?? null };
    },
  };
}

function followingRooms(requestId: RequestId, { party }: Actor, endpoint: EndpointId): string[] {
  return [
    rooms.followers(requestId),
    rooms.side(requestId, party),
    rooms.endpoint(requestId, endpoint),
  ];
}
