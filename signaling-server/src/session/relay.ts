import type { EndpointId, RequestId, UserId } from '@beside/shared/domain/ids';
import { linkIsWanted } from '@beside/shared/domain/liveLink';
import type { SupportRequest } from '@beside/shared/domain/request';
import { mayIn } from '@beside/shared/domain/team';
import { CodedError } from '@beside/shared/protocol/errors';
import type { SfuInput, SfuOutput, SfuRequestName } from '@beside/shared/protocol/sfuContract';
import type { Actor } from '../desk/actor.ts';
import type { Storage } from '../ports.ts';
import type { SfuNodes } from '../ports/relay.ts';
import { assertMayLink } from './access.ts';
import type { Placement } from './placement.ts';
import { nameRoom } from './relayRoom.ts';

type Without<T> = Omit<T, 'roomId' | 'peerId' | 'holder'>;
/** What a page can ask for beside joining and leaving. */
type Asked = Exclude<
  SfuRequestName,
  'room:join' | 'peer:close' | 'room:peers' | 'room:close' | 'rooms:list'
>;

interface Who {
  actor: Actor;
  endpoint: EndpointId;
}

/**
 * The relay of a request's live part: a room on one SFU node for the request, a peer for each page.
 * A page can only ever name its own peer. Who is in a room the node alone knows, so that any node of
 * signaling can go on where another one stopped.
 */
export interface Relay {
  /**
   * @returns what is offered in the room, and which of the session's places it is
   * @throws CodedError 'not-found', 'forbidden', 'conflict', 'unavailable', 'rate-limited'
   */
  join(who: Who, requestId: RequestId): Promise<SfuOutput<'room:join'> & { epoch: number }>;
  /** @throws CodedError 'not-found', 'forbidden', 'conflict', 'unavailable', 'rate-limited' */
  ask<K extends Asked>(
    name: K,
    who: Who,
    requestId: RequestId,
    input: Without<SfuInput<K>>,
  ): Promise<SfuOutput<K>>;
  leave(who: Who, requestId: RequestId): Promise<void>;
  /** Where nothing is linked any more, everyone in the room goes; and whoever takes no part any more. */
  requestChanged(request: SupportRequest): Promise<void>;
}

/** What goes into the room is told to everybody in it: whoever only looks on puts nothing there. */
const sending: ReadonlySet<SfuRequestName> = new Set(['producer:open', 'data-producer:open']);

function rightFor(name: SfuRequestName, input: object): 'follow' | 'control' | 'lead' {
  if (name === 'producer:open') return 'lead';
  const opensTheWay = 'direction' in input && input.direction === 'send';
  return sending.has(name) || opensTheWay ? 'control' : 'follow';
}

const customer = 'customer';

function isUnavailable(failure: unknown): boolean {
  return failure instanceof CodedError && failure.code === 'unavailable';
}

export function createRelay(nodes: SfuNodes, placement: Placement, storage: Storage): Relay {
  const isReachable = (node: string): boolean => nodes.reachable().some(({ id }) => id === node);

  const join: Relay['join'] = async ({ actor, endpoint }, requestId) => {
    await assertMayLink(storage, actor, requestId, 'follow');
    const holder = actor.party === customer ? customer : actor.user.id;
    for (let tries = 1; ; tries += 1) {
      const { node, epoch } = await placement.settle(requestId);
      const roomId = nameRoom(requestId, epoch);
      try {
        const joined = { roomId, peerId: endpoint, holder };
        return { ...(await nodes.request(node, 'room:join', joined)), epoch };
      } catch (failure) {
        // It died in this very moment: there may be another one.
        if (tries > 1 || !isUnavailable(failure) || isReachable(node)) throw failure;
      }
    }
  };

  /** Where the request's room is, if it is anywhere that can be asked. */
  const roomOf = async (requestId: RequestId) => {
    const place = await storage.relayPlaces.find(requestId);
    if (!place?.node || !isReachable(place.node)) return undefined;
    return { ...place, node: place.node, roomId: nameRoom(requestId, place.epoch) };
  };

  return {
    join,

    async ask(name, { actor, endpoint }, requestId, input) {
      await assertMayLink(storage, actor, requestId, rightFor(name, input));
      const { node, epoch } = await placement.find(requestId);
      // Room and peer come last: no member of the input can take their place.
      const full = { ...input, roomId: nameRoom(requestId, epoch), peerId: endpoint };
      return nodes.request(node, name, full as unknown as SfuInput<typeof name>);
    },

    async leave({ actor, endpoint }, requestId) {
      const isOwn =
        actor.party === customer
          ? actor.requestId === requestId
          : (await storage.forAccount(actor.accountId).request(requestId)) !== undefined;
      const room = isOwn ? await roomOf(requestId) : undefined;
      if (!room) return;
      await nodes.request(room.node, 'peer:close', { roomId: room.roomId, peerId: endpoint });
    },

    async requestChanged(request) {
      const room = await roomOf(request.id);
      if (!room) return;
      const { node, roomId, epoch } = room;
      if (!linkIsWanted(request.live)) {
        await storage.relayPlaces.vacate(request.id, epoch);
        await nodes.request(node, 'room:close', { roomId });
        return;
      }
      const { peers } = await nodes.request(node, 'room:peers', { roomId });
      const gone = peers.filter(
        ({ holder }) => holder !== customer && !mayIn(request, holder as UserId, 'follow'),
      );
      await Promise.all(
        gone.map(({ peerId }) => nodes.request(node, 'peer:close', { roomId, peerId })),
      );
    },
  };
}
