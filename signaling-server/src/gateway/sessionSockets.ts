import type { Availability } from '../desk/availability.ts';
import type { SessionSockets } from '../ports/identity.ts';
import { rooms, socketsIn, type GatewayServer } from './caller.ts';
import type { NodeNews } from './nodes/news.ts';

interface Parts {
  news: NodeNews;
  availability: () => Pick<Availability, 'left'>;
  onFailure: (failure: unknown) => void;
}

/** The pages that a session has open, on whichever nodes: they go with it. */
export function createSessionSockets(
  server: GatewayServer,
  { news, availability, onFailure }: Parts,
): SessionSockets {
  const endHere = async (tokenHashes: readonly string[]): Promise<void> => {
    for (const hash of tokenHashes) {
      const open = socketsIn(server, rooms.session(hash)).map(({ data }) => data.caller);
      const sockets = server.local.in(rooms.session(hash));
      // Told and closed first: nothing that is slow holds it up.
      sockets.emit('socket:closing', { why: 'signed-out' });
      sockets.disconnectSockets(true);
      for (const { actor, endpoint } of open) {
        if (actor.party === 'technician') await availability().left(actor, endpoint);
      }
    }
  };
  const moveHere = (from: string, to: string): void => {
    for (const socket of socketsIn(server, rooms.session(from))) {
      socket.data.caller = { ...socket.data.caller, tokenHash: to };
      void socket.join(rooms.session(to));
      void socket.leave(rooms.session(from));
    }
  };
  news.on('sessions:ended', ({ tokenHashes }) => void endHere(tokenHashes).catch(onFailure));
  news.on('session:moved', ({ from, to }) => moveHere(from, to));

  return {
    async end(tokenHashes) {
      news.tell('sessions:ended', { tokenHashes });
      await endHere(tokenHashes);
    },
    async move(from, to) {
      news.tell('session:moved', { from, to });
      moveHere(from, to);
    },
  };
}
