import { customerView } from '@beside/shared/domain/team';
import { CodedError } from '@beside/shared/protocol/errors';
import { maySee } from '../../desk/actor.ts';
import type { Chat } from '../../desk/chat.ts';
import type { Router } from '../../desk/router.ts';
import type { Storage } from '../../ports.ts';
import type { Handlers } from '../bind.ts';
import { rooms } from '../caller.ts';
import type { PresenceSigns } from '../presence.ts';

type Names = 'request:follow' | 'request:unfollow' | 'requests:list';

/** Following: first in the room, then the reading, so that nothing falls between the two. */
export function createFollowHandlers(
  {
    storage,
    chat,
    router,
    presence,
  }: { storage: Storage; chat: Chat; router: Router; presence: PresenceSigns },
  requestsPerPage: number,
): Pick<Handlers, Names> {
  return {
    async 'request:follow'({ requestId, afterSeq }, { actor, endpoint }, socket) {
      if (!maySee(actor, requestId)) throw new CodedError('not-found');
      const account = storage.forAccount(actor.accountId);
      if (!(await account.request(requestId))) throw new CodedError('not-found');
      const isNew = !socket.rooms.has(rooms.followers(requestId));
      await socket.join([
        rooms.followers(requestId),
        rooms.side(requestId, actor.party),
        rooms.endpoint(requestId, endpoint),
      ]);
      const row = await account.request(requestId);
      if (!row) throw new CodedError('not-found');
      const { entries, more } = await chat.since(actor, requestId, afterSeq);
      if (isNew) presence.tell(actor, requestId);
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
      };
    },

    async 'request:unfollow'({ requestId }, { actor, endpoint }, socket) {
      await socket.leave(rooms.followers(requestId));
      await socket.leave(rooms.side(requestId, actor.party));
      await socket.leave(rooms.endpoint(requestId, endpoint));
      presence.tell(actor, requestId);
      return {};
    },

    async 'requests:list'(_input, { actor }) {
      return { requests: await storage.forAccount(actor.accountId).requests(requestsPerPage) };
    },
  };
}
