import { CodedError } from '@beside/shared/protocol/errors';
import type { TabOffer } from '@beside/shared/protocol/http';
import type { RequestId } from '@beside/shared/domain/ids';
import type { Actor } from '../desk/actor.ts';
import type { Tabs } from '../session/tabs.ts';
import { rooms, type GatewayServer, type GatewaySocket, type SocketData } from './caller.ts';
import type { Origins } from './origins.ts';

/** Where a page waits, and for whom: nobody in between can read what it says. */
export interface Waiting {
  requestId: RequestId;
  place: string;
  /** An offer, sealed. */
  sealed: string;
}

/**
 * Where a page that shares and the tab that it shares find each other (rule I3). A place is there as
 * long as the socket that waits at it, one for each page; nothing of it is stored.
 */
export interface Meetings {
  open(socket: GatewaySocket, waiting: Waiting): void;
  close(socket: GatewaySocket): void;
  /**
   * What is said to whoever comes to that place.
   *
   * @param origin of the site that the tab shows; `undefined` for a page of this installation
   */
  offer(place: string, origin: string | undefined): Promise<TabOffer>;
  /** @throws CodedError('not-found') where nobody waits there for this site */
  answer(place: string, origin: string | undefined, sealed: string): Promise<void>;
}

export function createMeetings(server: GatewayServer, origins: Origins, tabs: Tabs): Meetings {
  /** The page that waits there, for as long as it shares a tab, and for its account's sites alone. */
  const find = async (
    place: string,
    origin: string | undefined,
  ): Promise<(Waiting & { actor: Actor }) | undefined> => {
    const [socket] = await server.in(rooms.meeting(place)).fetchSockets();
    const { caller, waiting } = (socket?.data ?? {}) as Partial<SocketData>;
    if (!caller || waiting?.place !== place) return undefined;
    const { actor, endpoint } = caller;
    const isTheirs = origin === undefined || (await origins.mayBeIn(origin, actor.accountId));
    if (!isTheirs) return undefined;
    try {
      await tabs.assertShares(actor, waiting.requestId, endpoint);
    } catch (failure) {
      if (failure instanceof CodedError) return undefined;
      throw failure;
    }
    return { ...waiting, actor };
  };

  const close = (socket: GatewaySocket): void => {
    const { waiting } = socket.data;
    if (waiting) void socket.leave(rooms.meeting(waiting.place));
    socket.data.waiting = undefined;
  };

  return {
    open(socket, waiting) {
      if (socket.data.waiting?.place !== waiting.place) close(socket);
      socket.data.waiting = waiting;
      void socket.join(rooms.meeting(waiting.place));
    },
    close,
    async offer(place, origin) {
      const found = await find(place, origin);
      if (!found) return null;
      return { sealed: found.sealed, company: await tabs.company(found.actor.accountId) };
    },
    async answer(place, origin, sealed) {
      const found = await find(place, origin);
      if (!found) throw new CodedError('not-found');
      const { requestId } = found;
      server.in(rooms.meeting(place)).emit('tab:answer', { requestId, place, sealed });
    },
  };
}
