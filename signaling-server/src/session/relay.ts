import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
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
  /** Where sharing is over, everyone in the room goes. */
  requestChanged(request: SupportRequest): Promise<void>;
}

export function createRelay(sfu: Sfu, storage: Storage): Relay {
  // Who was let in; a cache for tidying up, rebuilt as the pages come again.
  const peers = new Map<RequestId, Set<EndpointId>>();

  const leave: Relay['leave'] = async (endpoint, requestId) => {
    const inRoom = peers.get(requestId);
    if (!inRoom?.delete(endpoint)) return;
    if (inRoom.size === 0) peers.delete(requestId);
    await sfu.request('peer:close', { roomId: requestId, peerId: endpoint });
  };

  return {
    async ask(name, { actor, endpoint }, requestId, input) {
      await assertMayLink(storage, actor, requestId);
      if (!sfu.state().ready) throw new CodedError('unavailable', 'relay-unavailable');
      if (name === 'room:join') {
        const inRoom = peers.get(requestId) ?? new Set();
        peers.set(requestId, inRoom.add(endpoint));
      }
      // Room and peer come last: no member of the input can take their place.
      const full = { ...input, roomId: requestId, peerId: endpoint };
      return sfu.request(name, full as unknown as SfuInput<typeof name>);
    },
    leave,
    async requestChanged({ id, live }) {
      if (live.share.phase !== 'off') return;
      await Promise.all([...(peers.get(id) ?? [])].map((peer) => leave(peer, id)));
    },
  };
}
