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
    alertRaised(technicianId, alert) {
      server.to(rooms.technician(technicianId)).emit('alert:raised', alert);
    },
    alertGone(accountId, message) {
      server.to(rooms.technicians(accountId)).emit('alert:gone', message);
    },
    statusChanged(accountId, message) {
      server.to(rooms.technicians(accountId)).emit('status:changed', message);
    },
    codeChanged(makerId, code) {
      server.to(rooms.technician(makerId)).emit('code:changed', { code });
    },
    surveySent(message) {
      server.to(rooms.followers(message.requestId)).emit('survey:sent', message);
    },
    queuePosition(message) {
      server.to(rooms.side(message.requestId, 'customer')).emit('queue:position', message);
    },
  };
}
