import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { GrantedCompanies } from '@beside/shared/domain/rights';
import type { Told } from '@beside/shared/protocol/contract';
import type { Storage } from '../ports.ts';
import { rooms, socketsIn, type GatewayServer, type GatewaySocket } from './caller.ts';
import { followedIn } from './followedIn.ts';
import type { NodeNews } from './nodes/news.ts';
import type { PresenceSigns } from './presence.ts';

/** Keeps technicians' sockets in the rooms of exactly what they may see (rule T12), on all nodes. */
export interface SightRooms {
  /** The rooms of the requests that somebody may see without having to do with them. */
  roomsFor(accountId: AccountId, companies: GrantedCompanies): string[];
  /** Looks once more at what a page was let into that has just come. */
  settle(socket: GatewaySocket, joined: GrantedCompanies): Promise<void>;
  /** A request is not theirs to see any more. */
  hide(technicianId: UserId, message: Told<'request:hidden'>): Promise<void>;
  /** What they may see has changed. */
  renew(accountId: AccountId, technicianId: UserId): Promise<void>;
  /** Looks once more at what everybody on this node may see: news of a change may have been lost. */
  review(): Promise<void>;
}

interface Parts {
  storage: Storage;
  presence: PresenceSigns;
  news: NodeNews;
  onFailure: (failure: unknown) => void;
}

export function createSightRooms(
  server: GatewayServer,
  { storage, presence, news, onFailure }: Parts,
): SightRooms {
  const roomsFor: SightRooms['roomsFor'] = (accountId, companies) =>
    companies === 'all'
      ? [rooms.everyCompany(accountId)]
      : companies.map((company) => rooms.company(accountId, company));

  const hide: SightRooms['hide'] = async (technicianId, message) => {
    const { requestId } = message;
    const all = server.in(rooms.technician(technicianId));
    // Before anything is awaited: nothing more of it is told to them.
    all.socketsLeave([rooms.followers(requestId), rooms.side(requestId, 'technician')]);
    all.emit('request:hidden', message);
    const gone = await storage.pages.remove(requestId, technicianId);
    const [moved] = gone;
    if (!moved) return;
    all.socketsLeave(gone.map(({ endpoint }) => rooms.endpoint(requestId, endpoint)));
    presence.tell(moved, requestId);
  };

  /** On this node; the others do the same for their own. */
  const settleHere = async (accountId: AccountId, technicianId: UserId): Promise<void> => {
    const account = storage.forAccount(accountId);
    const companies = (await account.grants(technicianId)) ?? [];
    const wanted = roomsFor(accountId, companies);
    const sightRoom = [rooms.everyCompany(accountId), rooms.company(accountId, '' as never)];
    const followed = new Set<RequestId>();
    for (const socket of socketsIn(server, rooms.technician(technicianId))) {
      for (const room of socket.rooms) {
        const isSight = sightRoom.some((prefix) => room.startsWith(prefix));
        if (isSight && !wanted.includes(room)) void socket.leave(room);
      }
      void socket.join(wanted);
      for (const requestId of followedIn(socket.rooms)) followed.add(requestId);
    }
    const seen = await account.seenAmong([...followed], { id: technicianId, companies });
    for (const requestId of followed) {
      if (seen.has(requestId)) continue;
      const version = (await account.request(requestId))?.request.version ?? 1;
      await hide(technicianId, { requestId, version });
    }
  };
  const renewHere = async (accountId: AccountId, technicianId: UserId): Promise<void> => {
    await settleHere(accountId, technicianId);
    server.local.to(rooms.technician(technicianId)).emit('sight:changed', {});
  };
  news.on('sight:changed', ({ accountId, technicianId }) => {
    renewHere(accountId, technicianId).catch(onFailure);
  });

  return {
    roomsFor,
    hide,
    async renew(accountId, technicianId) {
      news.tell('sight:changed', { accountId, technicianId });
      await renewHere(accountId, technicianId);
    },
    async review() {
      const technicians = new Map<UserId, AccountId>();
      for (const { data } of server.sockets.sockets.values()) {
        const { actor } = data.caller;
        if (actor.party === 'technician') technicians.set(actor.user.id, actor.accountId);
      }
      for (const [id, accountId] of technicians) await settleHere(accountId, id);
    },
    async settle({ data }, joined) {
      const { actor } = data.caller;
      if (actor.party !== 'technician') return;
      const companies = (await storage.forAccount(actor.accountId).grants(actor.user.id)) ?? [];
      if (String(companies) !== String(joined)) await renewHere(actor.accountId, actor.user.id);
    },
  };
}
