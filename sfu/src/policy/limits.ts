import { sfuLimits } from '@beside/shared/protocol/sfuContract';

/** What the contract bounds, and what follows from it: every data channel of every other peer. */
export const limits = {
  ...sfuLimits,
  dataConsumersPerPeer: sfuLimits.dataProducersPerPeer * (sfuLimits.peersPerRoom - 1),
} as const;
