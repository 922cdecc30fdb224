/** What comes in at a pace: so much a second, and so much saved up for a burst. */
export interface Pace {
  perSecond: number;
  burst: number;
}

/** What one node lets through of sockets; docs/limits.md says why each figure is what it is. */
export const trafficTable = {
  /** Events of one socket: brings up a share in a burst. */
  eventsBySocket: { perSecond: 60, burst: 240 },
  /** A socket that is refused this often without a pause is cut: it is not a person. */
  refusalsBeforeCut: 600,
  /** So long nobody comes back by the token of a socket that was cut for its flood. */
  awayAfterCutMs: 30_000,
  /** Events of all sockets of an address; beyond, they are refused. */
  eventsByAddress: { perSecond: 600, burst: 4800 },
  /** Whatever a connection sends, pings included; beyond, it is cut. */
  packetsByConnection: { perSecond: 300, burst: 1500 },
  bytesByConnection: { perSecond: 256 * 1024, burst: 4 * 1024 * 1024 },
  /** Open at a time. */
  connectionsByAddress: 1000,
  socketsByToken: { customer: 30, technician: 60, helper: 4 },
  /**
   * What waits for a client that does not read, in bytes; beyond, it is cut. The longest answer,
   * a page of the longest messages, is 1.6 MB.
   */
  maxWaitingBytes: 2 * 1024 * 1024,
} as const;
