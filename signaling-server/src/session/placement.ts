import type { RequestId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import type { RelayPlace, RelayPlaces, SfuNodes } from '../ports/relay.ts';
import { chooseNode } from './chooseNode.ts';

/** Others place the same session at the same time; whoever loses takes what they chose. */
const maxTries = 5;

/** A place with a node that can be asked. */
export type Placed = RelayPlace & { node: string };

/** A place that carries nothing any more: whoever was there joins again. */
export type LostPlace = Pick<RelayPlace, 'requestId' | 'epoch'>;

/** Where sessions are relayed. */
export interface Placement {
  /** @throws CodedError('unavailable') where the session has no place that can be asked */
  find(requestId: RequestId): Promise<Placed>;
  /** Finds the place, or makes one. @throws CodedError('unavailable') where no node relays */
  settle(requestId: RequestId): Promise<Placed>;
}

interface Parts {
  nodes: SfuNodes;
  places: RelayPlaces;
  /** Of this node of signaling; empty: none. */
  region: string;
  onPlaced: (place: Placed) => void;
  onLost: (place: LostPlace) => void;
}

const unavailable = (): CodedError => new CodedError('unavailable', 'relay-unavailable');

function hasNode(place: RelayPlace | undefined): place is Placed {
  return typeof place?.node === 'string';
}

export function createPlacement({ nodes, places, region, onPlaced, onLost }: Parts): Placement {
  const nodeOf = (place: Placed) => nodes.reachable().find(({ id }) => id === place.node);

  return {
    async find(requestId) {
      await nodes.tried;
      const place = await places.find(requestId);
      if (!hasNode(place) || !nodeOf(place)) throw unavailable();
      return place;
    },

    async settle(requestId) {
      await nodes.tried;
      for (let tries = 0; tries < maxTries; tries += 1) {
        const known = await places.find(requestId);
        const now = hasNode(known) ? known : undefined;
        const current = now && nodeOf(now);
        if (now && current && !current.draining && current.reason === null) return now;
        const next = chooseNode(requestId, nodes.reachable(), region);
        if (!next) {
          // A node that lets its sessions go is better than none.
          if (now && current?.reason === null) return now;
          throw unavailable();
        }
        const epoch = known?.epoch ?? 0;
        const placed = await places.place(requestId, next.id, epoch);
        if (placed.epoch !== epoch + 1 || placed.node !== next.id) continue;
        const settled = { ...placed, node: next.id };
        onPlaced(settled);
        if (now) onLost(now);
        return settled;
      }
      throw unavailable();
    },
  };
}
