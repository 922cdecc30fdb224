import { customerView } from '@beside/shared/domain/team';
import type { Publisher } from '../ports.ts';
import { rooms, type GatewayServer } from './caller.ts';
import type { PresenceSigns } from './presence.ts';

/** Tells committed facts to the sockets that have a right to them. */
export function createPublisher(server: GatewayServer, presence: PresenceSigns): Publisher {
  return {
    requestChanged(accountId, request, unseen = false) {
      server
        .to([rooms.technicians(accountId), rooms.side(request.id, 'technician')])
        .emit('request:changed', { request });
      if (unseen) return;
      server
        .to(rooms.side(request.id, 'customer'))
        .emit('request:changed', { request: customerView(request) });
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
    invitationGone(technicianId, message) {
      server.to(rooms.technician(technicianId)).emit('alert:gone', message);
    },
    facesChanged(accountId, requestId) {
      presence.tellCustomer(accountId, requestId);
    },
    sideEntryAppended(team, entry) {
      server.to(team.map(rooms.technician)).emit('team:entry', { entry });
    },
    statusChanged(accountId, message) {
      server.to(rooms.technicians(accountId)).emit('status:changed', message);
    },
    fileRefused(maker, message) {
      const room =
        maker.party === 'technician'
          ? rooms.technician(maker.id)
          : rooms.side(message.requestId, 'customer');
      server.to(room).emit('file:refused', message);
    },
    codeChanged(makerId, code) {
      server.to(rooms.technician(makerId)).emit('code:changed', { code });
    },
    queuePosition(message) {
      server.to(rooms.side(message.requestId, 'customer')).emit('queue:position', message);
    },
    noticeRaised(userId, message) {
      server.to(rooms.technician(userId)).emit('notice:raised', message);
    },
  };
}
