import { isOver } from '@beside/shared/domain/requestPhase';
import { CodedError } from '@beside/shared/protocol/errors';
import { maySee } from '../../desk/actor.ts';
import type { Chat } from '../../desk/chat.ts';
import type { Router } from '../../desk/router.ts';
import type { Surveys } from '../../desk/survey.ts';
import type { Storage } from '../../ports.ts';
import type { Handlers } from '../bind.ts';
import { rooms, type GatewayServer } from '../caller.ts';
import { presenceOf, tellPresence } from '../presence.ts';

type Names = 'request:follow' | 'request:unfollow' | 'requests:list';

interface Parts {
  storage: Storage;
  chat: Chat;
  router: Router;
  surveys: Surveys;
}

/** Following: first in the room, then the reading, so that nothing falls between the two. */
export function createFollowHandlers(
  server: GatewayServer,
  { storage, chat, router, surveys }: Parts,
  requestsPerPage: number,
): Pick<Handlers, Names> {
  return {
    async 'request:follow'({ requestId, afterSeq, share }, { actor, endpoint }, socket) {
      if (!maySee(actor, requestId)) throw new CodedError('not-found');
      const account = storage.forAccount(actor.accountId);
      if (!(await account.request(requestId))) throw new CodedError('not-found');
      const isNew = !socket.rooms.has(rooms.followers(requestId)) || socket.data.share !== share;
      socket.data.share = share;
      await socket.join([
        rooms.followers(requestId),
        rooms.side(requestId, actor.party),
        rooms.endpoint(requestId, endpoint),
      ]);
      const row = await account.request(requestId);
      if (!row) throw new CodedError('not-found');
      const { entries, more } = await chat.since(actor, requestId, afterSeq);
      if (isNew) await tellPresence(server, requestId);
      return {
        request: row.request,
        details: actor.party === 'technician' ? row.details : null,
        entries,
        more,
        presence: await presenceOf(server, requestId),
        read: await account.reads(requestId),
        place:
          row.request.phase === 'waiting'
            ? ((await router.place(actor.accountId, requestId)) ?? null)
            : null,
        survey: await surveys.of(row),
      };
    },

    async 'request:unfollow'({ requestId }, { actor, endpoint }, socket) {
      await socket.leave(rooms.followers(requestId));
      await socket.leave(rooms.side(requestId, actor.party));
      await socket.leave(rooms.endpoint(requestId, endpoint));
      await tellPresence(server, requestId);
      return {};
    },

    async 'requests:list'(page, { actor }) {
      const requests = await storage.forAccount(actor.accountId).requests(requestsPerPage, page);
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
