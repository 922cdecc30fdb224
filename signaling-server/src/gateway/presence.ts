import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import { facesOf } from '@beside/shared/domain/team';
import type { Told } from '@beside/shared/protocol/contract';
import type { Actor } from '../desk/actor.ts';
import type { Storage } from '../ports.ts';
import { rooms, type GatewayServer, type SocketData } from './caller.ts';

type Presence = Told<'presence:changed'>['presence'];

/**
 * The open pages that follow a request, over all nodes. A customer is told of the pages of those
 * technicians alone whom they may know of, and of no change that makes no difference to them.
 */
export interface PresenceSigns {
  of(actor: Actor, requestId: RequestId): Promise<Presence>;
  /** A page has come or gone: tells everyone who follows the request which are there now. */
  tell(moved: Actor, requestId: RequestId): void;
  tellCustomer(accountId: AccountId, requestId: RequestId): void;
  /** Whether nobody who is there on the customer's side has a browser that can share a screen. */
  nobodyCanShare(requestId: RequestId): Promise<boolean>;
}

const isFace = (faces: readonly UserId[], actor: Actor): boolean =>
  actor.party === 'customer' || faces.includes(actor.user.id);

/** @param onFailure hears of a sign that could not be given; the next one makes up for it */
export function createPresence(
  server: GatewayServer,
  storage: Storage,
  onFailure: (failure: unknown) => void,
): PresenceSigns {
  const pagesOf = async (requestId: RequestId): Promise<SocketData[]> => {
    const sockets = await server.in(rooms.followers(requestId)).fetchSockets();
    return sockets.map(({ data }) => data);
  };
  const facesIn = async (accountId: AccountId, requestId: RequestId): Promise<UserId[]> => {
    const row = await storage.forAccount(accountId).request(requestId);
    return row ? facesOf(row.request) : [];
  };
  const toView = (pages: SocketData[]): Presence =>
    pages.map(({ caller: { endpoint, actor }, share, session }) => ({
      endpoint,
      party: actor.party,
      ...(share && { share }),
      ...(session && { session }),
    }));

  const tellCustomer = async (accountId: AccountId, requestId: RequestId): Promise<void> => {
    const faces = await facesIn(accountId, requestId);
    const pages = await pagesOf(requestId);
    const presence = toView(pages.filter(({ caller }) => isFace(faces, caller.actor)));
    const message = { requestId, presence };
    server.to(rooms.side(requestId, 'customer')).emit('presence:changed', message);
  };

  const tell = async (moved: Actor, requestId: RequestId): Promise<void> => {
    const presence = toView(await pagesOf(requestId));
    const message = { requestId, presence };
    server.to(rooms.side(requestId, 'technician')).emit('presence:changed', message);
    const faces = await facesIn(moved.accountId, requestId);
    if (isFace(faces, moved)) await tellCustomer(moved.accountId, requestId);
  };

  return {
    async of(actor, requestId) {
      const pages = await pagesOf(requestId);
      if (actor.party === 'technician') return toView(pages);
      const faces = await facesIn(actor.accountId, requestId);
      return toView(pages.filter(({ caller }) => isFace(faces, caller.actor)));
    },
    tell: (moved, requestId) => void tell(moved, requestId).catch(onFailure),
    tellCustomer: (accountId, requestId) =>
      void tellCustomer(accountId, requestId).catch(onFailure),
    async nobodyCanShare(requestId) {
      const pages = (await pagesOf(requestId)).filter(
        ({ caller }) => caller.actor.party === 'customer',
      );
      return pages.length > 0 && pages.every(({ share = 'yes' }) => share !== 'yes');
    },
  };
}
