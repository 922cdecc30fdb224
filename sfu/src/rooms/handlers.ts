import type { SfuInput, SfuRequestName } from '@beside/shared/protocol/sfuContract';
import type { Rooms } from './Rooms.ts';

/** What each request does. The output is held against the contract by whoever calls. */
export type Handlers = {
  [K in SfuRequestName]: (input: SfuInput<K>) => Promise<unknown>;
};

const nothing = {};

export function createHandlers(rooms: Rooms): Handlers {
  return {
    'room:join': async (input) => rooms.join(input),
    'transport:open': async (input) => rooms.peer(input).openTransport(input),
    'transport:connect': async (input) => {
      await rooms.peer(input).connectTransport(input);
      return nothing;
    },
    'producer:open': async (input) => rooms.peer(input).openProducer(input),
    'producer:close': async (input) => {
      rooms.peer(input).closeProducer(input);
      return nothing;
    },
    'consumer:open': async (input) => rooms.peer(input).openConsumer(input),
    'consumer:resume': async (input) => {
      await rooms.peer(input).resumeConsumer(input);
      return nothing;
    },
    'data-producer:open': async (input) => rooms.peer(input).openDataProducer(input),
    'data-consumer:open': async (input) => rooms.peer(input).openDataConsumer(input),
    'peer:close': async ({ roomId, peerId }) => {
      rooms.leave(roomId, peerId);
      return nothing;
    },
    'room:peers': async ({ roomId }) => ({ peers: rooms.peersOf(roomId) }),
    'room:close': async ({ roomId }) => {
      rooms.closeRoom(roomId);
      return nothing;
    },
    'rooms:list': async () => ({ rooms: rooms.ids() }),
  };
}
