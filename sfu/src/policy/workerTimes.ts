/** Times of a worker's life, in milliseconds. */
export const workerTimes = {
  /** A worker says that it runs within a tenth of a second; one that says nothing is broken. */
  startLimitMs: 10_000,
  /** The first retry comes at once: people wait for their picture. */
  restart: { baseMs: 100, maxMs: 15_000 },
  /** After running for so long, an end counts as the first again: whoever it carried waits for no backoff. */
  stableAfterMs: 5_000,
  /** A worker is asked for its figures this often; */
  probeEveryMs: 5_000,
  /** ending after this many unanswered rounds: its event loop stands still, so no packet passes. */
  probesMissed: 2,
  /** What a worker gets to end by itself before it is killed. */
  closeLimitMs: 2_000,
} as const;
