import type { Availability } from '../desk/availability.ts';
import type { SessionSockets } from '../ports/identity.ts';
import { rooms, type GatewayServer } from './caller.ts';

/** The pages that a session has open: they go with it. */
export function createSessionSockets(
  server: GatewayServer,
  availability: () => Pick<Availability, 'left'>,
): SessionSockets {
  return {
    async end(tokenHashes) {
      for (const hash of tokenHashes) {
        const sockets = server.in(rooms.session(hash));
        const open = await sockets.fetchSockets();
        // Told and closed first: nothing that is slow holds it up.
        sockets.emit('socket:closing', { why: 'signed-out' });
        sockets.disconnectSockets(true);
        for (const { data } of open) {
          const { actor, endpoint } = data.caller;
          if (actor.party === 'technician') await availability().left(actor, endpoint);
        }
      }
    },
    async move(tokenHash, next) {
      for (const socket of await server.in(rooms.session(tokenHash)).fetchSockets()) {
        socket.data.caller = { ...socket.data.caller, tokenHash: next };
        socket.join(rooms.session(next));
        socket.leave(rooms.session(tokenHash));
      }
    },
  };
}
