import type { SfuNodes } from '../ports/relay.ts';
import type { LostPlace } from '../session/placement.ts';
import { readRoom } from '../session/relayRoom.ts';
import { rooms, type GatewayServer } from './caller.ts';

/**
 * Passes on what the SFU nodes tell of a room. Each of them tells every node of signaling, which
 * tells the pages of its own.
 *
 * @returns a function that stops it
 */
export function followSfuNodes(server: GatewayServer, nodes: SfuNodes): () => void {
  const followersOf = (roomId: string) => {
    const room = readRoom(roomId);
    return room && { room, pages: server.local.to(rooms.followers(room.requestId)) };
  };
  const unsubscribe = [
    nodes.on('producer:opened', ({ roomId, ...note }) => {
      const { room, pages } = followersOf(roomId) ?? {};
      if (room) pages?.emit('relay:producer-opened', { ...room, ...note });
    }),
    nodes.on('producer:closed', ({ roomId, ...note }) => {
      const { room, pages } = followersOf(roomId) ?? {};
      if (room) pages?.emit('relay:producer-closed', { ...room, ...note });
    }),
    nodes.on('producer:refused', ({ roomId, ...note }) => {
      const { room, pages } = followersOf(roomId) ?? {};
      if (room) pages?.emit('relay:producer-refused', { ...room, ...note });
    }),
    nodes.on('data-producer:opened', ({ roomId, ...note }) => {
      const { room, pages } = followersOf(roomId) ?? {};
      if (room) pages?.emit('relay:data-producer-opened', { ...room, ...note });
    }),
  ];
  return () => {
    for (const stop of unsubscribe) stop();
  };
}

/** To the pages of all nodes of signaling; those that are elsewhere by now pay no attention. */
export function tellLost(server: GatewayServer, { requestId, epoch }: LostPlace): void {
  server.to(rooms.followers(requestId)).emit('relay:lost', { requestId, epoch });
}
