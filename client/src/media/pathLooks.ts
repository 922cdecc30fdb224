import { beatPeriodMs } from '@beside/shared/protocol/beat';
import { countingSilencesMs, sureAfterMs } from './hedge.ts';
import type { LinkPath } from './linkPaths.ts';
import type { LinkSender } from './linkSender.ts';
import type { Ticker } from './ticker.ts';

interface Parts {
  sender: LinkSender;
  /** How long each path has been silent, at the moment of asking, in ms. */
  silences(): Record<LinkPath, number>;
  /** What else there is to do at each look, before the sender's part. */
  decide?(now: number): void;
  after: Ticker['after'];
}

/**
 * Looks after both paths of a link, to be called with every beat: and looks again in between, at the
 * very moment at which a silence begins to count, and once more where the sender suspects a path.
 *
 * @returns the silences of now
 */
export function lookAfterPaths({
  sender,
  silences,
  decide,
  after,
}: Parts): Record<LinkPath, number> {
  const look = (): Record<LinkPath, number> => {
    const now = performance.now();
    decide?.(now);
    const silentMs = silences();
    sender.tick(silentMs, now);
    return silentMs;
  };
  const lookTwice = (): Record<LinkPath, number> => {
    const silentMs = look();
    if (sender.suspects) after(sureAfterMs, look);
    return silentMs;
  };
  const silentMs = lookTwice();
  const waitMs = untilItCounts(Object.values(silentMs));
  if (waitMs !== null) after(waitMs, lookTwice);
  return silentMs;
}

/** How long it is until one of these silences begins to count; `null`: not before the next beat. */
export function untilItCounts(silencesMs: readonly number[]): number | null {
  const waits = silencesMs.flatMap((silentMs) =>
    countingSilencesMs.map((countsAfterMs) => countsAfterMs - silentMs),
  );
  const soon = waits.filter((waitMs) => waitMs >= 0 && waitMs < beatPeriodMs);
  // What counts is longer than the bound.
  return soon.length === 0 ? null : Math.min(...soon) + 1;
}
