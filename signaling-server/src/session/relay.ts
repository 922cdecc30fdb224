import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { mayIn } from '@beside/shared/domain/team';
import { CodedError } from '@beside/shared/protocol/errors';
import type { SfuInput, SfuOutput, SfuRequestName } from '@beside/shared/protocol/sfuContract';
import type { Actor } from '../desk/actor.ts';
import type { Sfu, Storage } from '../ports.ts';
import { assertMayLink } from './access.ts';

type Without<T> = Omit<T, 'roomId' | 'peerId'>;

/**
 * The relay of a request's live part: a room of the SFU for the request, a peer for each page.
 * A page can only ever name its own peer.
 */
export interface Relay {
  /** @throws CodedError 'not-found', 'forbidden', 'conflict', 'unavailable', 'rate-limited' */
  ask<K extends SfuRequestName>(
    name: K,
    who: { actor: Actor; endpoint: EndpointId },
    requestId: RequestId,
    input: Without<SfuInput<K>>,
  ): Promise<SfuOutput<K>>;
  leave(endpoint: EndpointId, requestId: RequestId): Promise<void>;
  /** Where sharing is over, everyone in the room goes; and whoever takes no part any more. */
  requestChanged(request: SupportRequest): Promise<void>;
}

/** What goes into the room is told to everybody in it: whoever only looks on puts nothing there. */
const sending: ReadonlySet<SfuRequestName> = new Set(['producer:open', 'data-producer:open']);

function rightFor(name: SfuRequestName, input: object): 'follow' | 'control' | 'lead' {
  if (name === 'producer:open') return 'lead';
  const opensTheWay = 'direction' in input && input.direction === 'send';
  return sending.has(name) || opensTheWay ? 'control' : 'follow';
}

export function createRelay(sfu: Sfu, storage: Storage): Relay {
  // Who was let in; a cache for tidying up, rebuilt as the pages come again.
  const peers = new Map<RequestId, Map<EndpointId, Actor>>();

  const leave: Relay['leave'] = async (endpoint, requestId) => {
    const inRoom = peers.get(requestId);
    if (!inRoom?.delete(endpoint)) return;
    if (inRoom.size === 0) peers.delete(requestId);
    await sfu.request('peer:close', { roomId: requestId, peerId: endpoint });
  };

  return {
    async ask(name, { actor, endpoint }, requestId, input) {
      await assertMayLink(storage, actor, requestId, rightFor(name, input));
      if (!sfu.state().ready) throw new CodedError('unavailable', 'relay-unavailable');
      if (name === 'room:join') {
        const inRoom = peers.get(requestId) ?? new Map<EndpointId, Actor>();
        peers.set(requestId, inRoom.set(endpoint, actor));
      }
      // Room and peer come last: no member of the input can take their place.
      const full = { ...input, roomId: requestId, peerId: endpoint };
      return sfu.request(name, full as unknown as SfuInput<typeof name>);
    },
    leave,
    async requestChanged(request) {
      const { id, live } = request;
      const inRoom = [...(peers.get(id) ?? [])];
      const gone = inRoom.filter(
        ([, actor]) =>
          live.share.phase === 'off' ||
          (actor.party === 'technician' && !mayIn(request, actor.user.id, 'follow')),
      );
      await Promise.all(gone.map(([peer]) => leave(peer, id)));
    },
  };
}
