import type { SfuNode } from '@beside/sfu/node';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Sfu } from '../ports.ts';

/** The port to an SFU node in this very process, by the contract that a remote one keeps too. */
export function createLocalSfu(node: SfuNode): Sfu {
  return {
    request: (name, input) => node.request(name, input),
    on: (name, listener) => node.on(name, listener),
    state: () => node.state(),
  };
}

/** The port where there is no relay: everything else works, and everyone is told. */
export function createAbsentSfu(reason: string): Sfu {
  return {
    request: () => Promise.reject(new CodedError('unavailable', 'relay-unavailable')),
    on: () => () => undefined,
    state: () => ({ ready: false, reason }),
  };
}
