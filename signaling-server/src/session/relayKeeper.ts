import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import type { SfuNodeState } from '@beside/shared/protocol/sfuLink';
import type { RelayPlaces, SfuNodes } from '../ports/relay.ts';
import { chooseNode } from './chooseNode.ts';
import type { LostPlace } from './placement.ts';
import { nameRoom, readRoom } from './relayRoom.ts';

/** How often rooms are looked for that nobody is in any more. */
const sweepEveryMs = 30_000;
/** A node that drains says so every second; a quarter of its rooms moves each time, or so many. */
const fewestMoves = 10;
/** How often it is tried to give up the places of a node that has gone; pages notice in 12 s alone. */
const maxTries = 8;
const retry = { baseMs: 100, maxMs: 2_000 };

interface Parts {
  nodes: SfuNodes;
  places: RelayPlaces;
  onLost: (place: LostPlace) => void;
  onFailure: (failure: unknown, what: string) => void;
}

/**
 * Keeps the places in line with what becomes of the nodes: gives up what a dead one held, moves
 * sessions away from one that drains, closes rooms that are not the session's any more.
 */
export function createRelayKeeper({ nodes, places, onLost, onFailure }: Parts): { close(): void } {
  const scope = new Scope();
  const moving = new Set<string>();

  const giveUp = async (node: string): Promise<void> => {
    for (const place of await places.vacateNode(node)) onLost(place);
  };
  const nodeGone = (node: string, tries = 0): void => {
    giveUp(node).catch((failure: unknown) => {
      onFailure(failure, 'the sessions of an SFU node that is away were not told');
      if (tries + 1 >= maxTries) return;
      scope.after(backoffMs(tries, retry, Math.random()), () => nodeGone(node, tries + 1));
    });
  };

  const roomLost = async (roomId: string): Promise<void> => {
    const place = readRoom(roomId);
    if (!place) return;
    try {
      // First, so that nobody who is told finds the old place again.
      if (await places.vacate(place.requestId, place.epoch)) onLost(place);
    } catch (failure) {
      onLost(place);
      throw failure;
    }
  };

  const moveAway = async ({ id, rooms }: SfuNodeState): Promise<void> => {
    const limit = Math.max(fewestMoves, Math.ceil(rooms / 4));
    for (const place of await places.onNode(id, limit)) {
      if (!chooseNode(place.requestId, nodes.reachable())) return;
      if (!(await places.vacate(place.requestId, place.epoch))) continue;
      onLost(place);
      await nodes.request(id, 'room:close', { roomId: nameRoom(place.requestId, place.epoch) });
    }
  };
  const nodeChanged = (state: SfuNodeState): void => {
    if (!state.draining || moving.has(state.id)) return;
    moving.add(state.id);
    moveAway(state)
      .catch((failure: unknown) => onFailure(failure, 'a session did not leave an SFU node'))
      .finally(() => moving.delete(state.id));
  };

  const sweep = async (node: string): Promise<void> => {
    const { rooms } = await nodes.request(node, 'rooms:list', {});
    for (const roomId of rooms) {
      const room = readRoom(roomId);
      const place = room && (await places.find(room.requestId));
      if (place?.node === node && place.epoch === room?.epoch) continue;
      await nodes.request(node, 'room:close', { roomId });
    }
  };
  const sweepOrSay = (node: string): void =>
    void sweep(node).catch((failure: unknown) =>
      onFailure(failure, 'the rooms of an SFU node were not looked through'),
    );

  const unsubscribe = [
    nodes.on('node:gone', ({ id }) => nodeGone(id)),
    nodes.on('node:changed', nodeChanged),
    nodes.on('node:came', ({ id }) => sweepOrSay(id)),
    nodes.on('room:lost', ({ roomId }) => {
      roomLost(roomId).catch((failure: unknown) =>
        onFailure(failure, 'a lost room was not written down'),
      );
    }),
  ];
  for (const stop of unsubscribe) scope.add(stop);
  scope.every(sweepEveryMs, () => {
    for (const { id } of nodes.reachable()) sweepOrSay(id);
  });
  return { close: () => scope.close() };
}
