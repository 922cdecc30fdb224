import type { RequestId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import { iceServersFor, type TurnSettings } from '../../media/iceServers.ts';
import type { Storage } from '../../ports.ts';
import { assertMayLink } from '../../session/access.ts';
import type { Live } from '../../session/live.ts';
import type { Handlers } from '../bind.ts';
import { rooms, type GatewaySocket } from '../caller.ts';
import { technicianOf } from './desk.ts';

type Names = 'link:servers' | 'link:carried' | 'link:open' | 'link:signal' | 'link:want';

interface Parts {
  storage: Storage;
  live: Live;
  turn: TurnSettings;
  now: () => number;
  countCarried: (path: 'direct' | 'relay', frameMs: number | undefined) => void;
}

/** Being in the room was decided by `request:follow`; it is the right to talk to the others in it. */
export function assertFollows(socket: GatewaySocket, requestId: RequestId): void {
  if (!socket.rooms.has(rooms.followers(requestId))) throw new CodedError('not-found');
}

export function createLinkHandlers({
  storage,
  live,
  turn,
  now,
  countCarried,
}: Parts): Pick<Handlers, Names> {
  return {
    'link:servers': async ({ requestId }, { actor, endpoint }) => {
      await assertMayLink(storage, actor, requestId);
      return { iceServers: iceServersFor(turn, endpoint, now()) };
    },

    'link:carried': async ({ requestId, path, why, frameMs }, { actor }) => {
      await live.carried(technicianOf(actor), requestId, path, why);
      countCarried(path, frameMs);
      return {};
    },

    'link:open': async ({ requestId, linkId }, { actor, endpoint }, socket) => {
      assertFollows(socket, requestId);
      await assertMayLink(storage, actor, requestId);
      const by = technicianOf(actor).user.id;
      socket
        .to(rooms.side(requestId, 'customer'))
        .emit('link:opened', { requestId, linkId, viewer: endpoint, by });
    },

    'link:signal': async (
      { requestId, to, linkId, attempt, signal },
      { actor, endpoint },
      socket,
    ) => {
      assertFollows(socket, requestId);
      await assertMayLink(storage, actor, requestId);
      socket
        .to(rooms.endpoint(requestId, to))
        .emit('link:signal', { requestId, from: endpoint, linkId, attempt, signal });
    },

    'link:want': async ({ requestId, to, linkId, epoch, path }, { actor }, socket) => {
      assertFollows(socket, requestId);
      await assertMayLink(storage, actor, requestId);
      socket
        .to(rooms.endpoint(requestId, to))
        .emit('link:want', { requestId, linkId, epoch, path });
    },
  };
}
