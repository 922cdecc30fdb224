import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import { facesOf } from '@beside/shared/domain/team';
import type { Told } from '@beside/shared/protocol/contract';
import type { Clock } from '@beside/shared/lib/clock';
import type { Actor } from '../desk/actor.ts';
import { pageGraceMs } from '../desk/times.ts';
import type { Storage } from '../ports.ts';
import type { Page, PlacedPage } from '../ports/pages.ts';
import { rooms, type GatewayServer, type GatewaySocket } from './caller.ts';
import { followedIn } from './followedIn.ts';

type Presence = Told<'presence:changed'>['presence'];

/**
 * The open pages that follow a request, over all nodes (rule G2). A customer is told of the pages of
 * those technicians alone whom they may know of, and of no change that makes no difference to them.
 */
export interface PresenceSigns {
  of(actor: Actor, requestId: RequestId): Promise<Presence>;
  /** A page has come, by this socket, or says something else of itself. */
  enter(socket: GatewaySocket, requestId: RequestId): Promise<void>;
  /** A page does not follow any more; where its line was `lost`, it is looked whether it is back. */
  leave(socket: GatewaySocket, requestId: RequestId, how: 'goodbye' | 'lost'): Promise<void>;
  /** All pages that are here by this node's sockets. */
  own(): PlacedPage[];
  /** A page of theirs has come or gone: tells everyone who follows the request which are there now. */
  tell(moved: Pick<Page, 'accountId' | 'party' | 'userId'>, requestId: RequestId): void;
  tellCustomer(accountId: AccountId, requestId: RequestId): void;
  /** Whether nobody who is there on the customer's side has a browser that can share a screen. */
  nobodyCanShare(requestId: RequestId): Promise<boolean>;
}

type Moved = Parameters<PresenceSigns['tell']>[0];

const isFace = (faces: readonly UserId[], { userId }: Moved): boolean =>
  userId === null || faces.includes(userId);

interface Parts {
  storage: Storage;
  clock: Clock;
  /** The id of this node. */
  node: string;
  /** Hears of a sign that could not be given; the next one makes up for it. */
  onFailure: (failure: unknown) => void;
}

export function createPresence(
  server: GatewayServer,
  { storage, clock, node, onFailure }: Parts,
): PresenceSigns {
  const { pages } = storage;
  const pagesOf = async (requestId: RequestId): Promise<Page[]> =>
    (await pages.of(requestId)).filter(({ party }) => party !== 'helper');
  const facesIn = async (accountId: AccountId, requestId: RequestId): Promise<UserId[]> => {
    const row = await storage.forAccount(accountId).request(requestId);
    return row ? facesOf(row.request) : [];
  };
  const toView = (shown: Page[]): Presence =>
    shown.flatMap(({ endpoint, party, share, session }) =>
      party === 'helper'
        ? []
        : {
            endpoint,
            party,
            ...(share && { share }),
            ...(session && { session }),
          },
    );
  const placed = ({ id, data }: GatewaySocket, requestId: RequestId): PlacedPage => {
    const { actor, endpoint } = data.caller;
    const { accountId, party } = actor;
    const userId = actor.party === 'technician' ? actor.user.id : null;
    const { share, session } = data;
    return { accountId, requestId, endpoint, party, userId, share, session, node, socket: id };
  };

  const tellCustomer = async (accountId: AccountId, requestId: RequestId): Promise<void> => {
    const faces = await facesIn(accountId, requestId);
    const presence = toView((await pagesOf(requestId)).filter((page) => isFace(faces, page)));
    const message = { requestId, presence };
    server.to(rooms.side(requestId, 'customer')).emit('presence:changed', message);
  };

  const tell = async (moved: Moved, requestId: RequestId): Promise<void> => {
    const presence = toView(await pagesOf(requestId));
    const message = { requestId, presence };
    server.to(rooms.side(requestId, 'technician')).emit('presence:changed', message);
    const faces = await facesIn(moved.accountId, requestId);
    if (isFace(faces, moved)) await tellCustomer(moved.accountId, requestId);
  };
  const tellSoon: PresenceSigns['tell'] = (moved, requestId) =>
    void tell(moved, requestId).catch(onFailure);

  return {
    async of(actor, requestId) {
      const all = await pagesOf(requestId);
      if (actor.party === 'technician') return toView(all);
      const faces = await facesIn(actor.accountId, requestId);
      return toView(all.filter((page) => isFace(faces, page)));
    },
    async enter(socket, requestId) {
      const page = placed(socket, requestId);
      await pages.enter(page);
      // Gone while that was written, its leaving has found nothing to take away.
      if (socket.disconnected) await pages.leave(page, clock.now() + pageGraceMs);
      tellSoon(page, requestId);
    },
    async leave(socket, requestId, how) {
      const page = placed(socket, requestId);
      const lookAt = how === 'lost' ? clock.now() + pageGraceMs : undefined;
      if (await pages.leave(page, lookAt)) tellSoon(page, requestId);
    },
    own: () =>
      [...server.sockets.sockets.values()].flatMap((socket) =>
        followedIn(socket.rooms).map((requestId) => placed(socket, requestId)),
      ),
    tell: tellSoon,
    tellCustomer: (accountId, requestId) =>
      void tellCustomer(accountId, requestId).catch(onFailure),
    async nobodyCanShare(requestId) {
      const customers = (await pagesOf(requestId)).filter(({ party }) => party === 'customer');
      return customers.length > 0 && customers.every(({ share = 'yes' }) => share !== 'yes');
    },
  };
}
