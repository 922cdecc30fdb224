import type { Publisher } from '../ports.ts';
import { rooms, type GatewayServer } from './caller.ts';

/** Tells committed facts to the sockets that have a right to them. */
export function createPublisher(server: GatewayServer): Publisher {
  return {
    requestChanged(accountId, request) {
      server
        .to([rooms.technicians(accountId), rooms.followers(request.id)])
        .emit('request:changed', { request });
    },
    entryAppended(_accountId, entry) {
      server.to(rooms.followers(entry.requestId)).emit('chat:entry', { entry });
    },
  };
}
