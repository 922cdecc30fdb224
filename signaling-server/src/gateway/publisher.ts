import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { involvedIn } from '@beside/shared/domain/rights';
import { customerView } from '@beside/shared/domain/team';
import type { Publisher } from '../ports/publisher.ts';
import { rooms, type GatewayServer } from './caller.ts';
import { createColleagueNews } from './colleagueNews.ts';
import type { PresenceSigns } from './presence.ts';
import type { SightRooms } from './sight.ts';

/** The rooms of the technicians who may see a request: `maySee`, in rooms. */
function roomsOf(accountId: AccountId, request: SupportRequest): string[] {
  const { companyId } = request;
  return [
    rooms.everyCompany(accountId),
    ...(companyId ? [rooms.company(accountId, companyId)] : []),
    ...involvedIn(request).map(rooms.technician),
  ];
}

const ownersRoom = (accountId: AccountId, owner: UserId | null): string =>
  owner === null ? rooms.technicians(accountId) : rooms.technician(owner);

/** Tells committed facts to the sockets that have a right to them. */
export function createPublisher(
  server: GatewayServer,
  presence: PresenceSigns,
  sight: SightRooms,
): Publisher {
  const colleagues = createColleagueNews(server);
  return {
    requestChanged(accountId, request, unseen = false) {
      server
        // Not whoever follows it: it may have gone from their view just now.
        .to(roomsOf(accountId, request))
        .emit('request:changed', { request });
      if (unseen) return;
      server
        .to(rooms.side(request.id, 'customer'))
        .emit('request:changed', { request: customerView(request) });
    },
    entryAppended(_accountId, entry, answered) {
      const followers = server.to(rooms.followers(entry.requestId));
      (answered ? followers.except(answered) : followers).emit('chat:entry', { entry });
    },
    alertRaised(technicianId, alert) {
      server.to(rooms.technician(technicianId)).emit('alert:raised', alert);
    },
    alertGone(accountId, request, why, whom = []) {
      server
        .to([...roomsOf(accountId, request), ...whom.map(rooms.technician)])
        .emit('alert:gone', { requestId: request.id, why });
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
      server.to(rooms.technician(message.technician.id)).emit('status:changed', message);
      colleagues.changed(accountId, message.technician);
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
    surveySent(message) {
      server.to(rooms.followers(message.requestId)).emit('survey:sent', message);
    },
    queuePosition(message) {
      server.to(rooms.side(message.requestId, 'customer')).emit('queue:position', message);
    },
    noticeRaised(userId, message) {
      server.to(rooms.technician(userId)).emit('notice:raised', message);
    },
    noteChanged(note) {
      server.to(rooms.side(note.requestId, 'technician')).emit('note:changed', { note });
    },
    noteDeleted(message) {
      server.to(rooms.side(message.requestId, 'technician')).emit('note:deleted', message);
    },
    replyChanged(accountId, owner, reply) {
      server.to(ownersRoom(accountId, owner)).emit('reply:changed', { reply });
    },
    replyDeleted(accountId, owner, id) {
      server.to(ownersRoom(accountId, owner)).emit('reply:deleted', { id });
    },
    requestHidden: sight.hide,
    sightChanged: sight.renew,
  };
}
