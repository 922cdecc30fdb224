import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { GrantedCompanies } from '@beside/shared/domain/rights';
import type { Told } from '@beside/shared/protocol/contract';
import type { Storage } from '../ports.ts';
import { rooms, type GatewayServer, type GatewaySocket } from './caller.ts';
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
}

/** The requests that the rooms of a socket say that it follows. */
export function followedIn(socketRooms: Iterable<string>): RequestId[] {
  const prefix = 'request:';
  return [...socketRooms]
    .filter((room) => room.startsWith(prefix) && room.split(':').length === 2)
    .map((room) => room.slice(prefix.length) as RequestId);
}

export function createSightRooms(
  server: GatewayServer,
  storage: Storage,
  presence: PresenceSigns,
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
    const sockets = await all.fetchSockets();
    for (const socket of sockets) {
      socket.leave(rooms.endpoint(requestId, socket.data.caller.endpoint));
    }
    const [moved] = sockets;
    if (moved) presence.tell(moved.data.caller.actor, requestId);
  };

  const renew: SightRooms['renew'] = async (accountId, technicianId) => {
    const account = storage.forAccount(accountId);
    const companies = (await account.grants(technicianId)) ?? [];
    const wanted = roomsFor(accountId, companies);
    const sightRoom = [rooms.everyCompany(accountId), rooms.company(accountId, '' as never)];
    const sockets = await server.in(rooms.technician(technicianId)).fetchSockets();
    const followed = new Set<RequestId>();
    for (const socket of sockets) {
      for (const room of socket.rooms) {
        const isSight = sightRoom.some((prefix) => room.startsWith(prefix));
        if (isSight && !wanted.includes(room)) socket.leave(room);
      }
      socket.join(wanted);
      for (const requestId of followedIn(socket.rooms)) followed.add(requestId);
    }
    const seen = await account.seenAmong([...followed], { id: technicianId, companies });
    for (const requestId of followed) {
      if (seen.has(requestId)) continue;
      const version = (await account.request(requestId))?.request.version ?? 1;
      await hide(technicianId, { requestId, version });
    }
    server.to(rooms.technician(technicianId)).emit('sight:changed', {});
  };

  return {
    roomsFor,
    hide,
    renew,
    async settle({ data }, joined) {
      const { actor } = data.caller;
      if (actor.party !== 'technician') return;
      const companies = (await storage.forAccount(actor.accountId).grants(actor.user.id)) ?? [];
      if (String(companies) !== String(joined)) await renew(actor.accountId, actor.user.id);
    },
  };
}
