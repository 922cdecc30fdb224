import type { SideChat } from '../../desk/sideChat.ts';
import type { Team } from '../../desk/team.ts';
import type { Handlers } from '../bind.ts';
import { rooms } from '../caller.ts';
import { technicianOf } from './desk.ts';

type Names = Extract<keyof Handlers, `team:${string}`>;

/** Several technicians in one session, and their own chat. */
export function createTeamHandlers({
  team,
  sideChat,
}: {
  team: Team;
  sideChat: SideChat;
}): Pick<Handlers, Names> {
  return {
    'team:invite': async ({ requestId, ...wish }, { actor }) => ({
      request: await team.invite(technicianOf(actor), requestId, wish),
    }),
    'team:update': async ({ requestId, ...wish }, { actor }) => ({
      request: await team.update(technicianOf(actor), requestId, wish),
    }),
    'team:remove': async ({ requestId, user }, { actor }) => ({
      request: await team.remove(technicianOf(actor), requestId, user),
    }),
    'team:leave': async ({ requestId }, { actor }) => ({
      request: await team.leave(technicianOf(actor), requestId),
    }),

    'team:post': ({ requestId, id, text }, { actor }) =>
      sideChat.post(technicianOf(actor), requestId, id, text),
    'team:since': ({ requestId, afterSeq }, { actor }) =>
      sideChat.since(technicianOf(actor), requestId, afterSeq),
    'team:typing': async ({ requestId, typing }, { actor }, socket) => {
      const technician = technicianOf(actor);
      const others = await sideChat.others(technician, requestId);
      // With nobody to tell, the server would take it for a word to everybody.
      if (others.length === 0) return;
      const { name } = technician.user;
      socket
        .to(others.map(rooms.technician))
        .volatile.emit('team:typing', { requestId, name, typing });
    },
    'team:read': async ({ requestId, seq }, { actor }, socket) => {
      const technician = technicianOf(actor);
      await sideChat.read(technician, requestId, seq);
      socket.to(rooms.technician(technician.user.id)).emit('team:read', { requestId, seq });
    },
  };
}
