import { randomUUID } from 'node:crypto';
import type { SfuNode } from '@beside/sfu/node';
import { CodedError } from '@beside/shared/protocol/errors';
import type { SfuNodes } from '../ports/relay.ts';

/** The one SFU node in this very process, by the contract that those elsewhere keep too. */
export function createLocalSfuNodes(node: SfuNode): SfuNodes {
  const id = randomUUID();
  return {
    tried: Promise.resolve(),
    reachable() {
      const state = node.state();
      const reason = state.ready ? null : state.reason;
      const { rooms } = node.stats();
      return [{ id, region: '', capacity: 1, rooms, load: 0, draining: false, reason }];
    },
    request: async (to, name, input) => {
      if (to !== id) throw new CodedError('unavailable', 'relay-unavailable');
      return node.request(name, input);
    },
    on: (name, listener) =>
      // It goes with the process, and there is nobody left to hear of it.
      name === 'node:came' || name === 'node:changed' || name === 'node:gone'
        ? () => undefined
        : node.on(name, listener as never),
    state: () => node.state(),
  };
}

/** Where there is no relay: everything else works, and everyone is told. */
export function createAbsentSfuNodes(reason: string): SfuNodes {
  return {
    tried: Promise.resolve(),
    reachable: () => [],
    request: () => Promise.reject(new CodedError('unavailable', 'relay-unavailable')),
    on: () => () => undefined,
    state: () => ({ ready: false, reason }),
  };
}
