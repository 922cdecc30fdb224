import type { LinkPath } from '@beside/shared/protocol/contract/link';

/** What the viewer's choice is made from, for one path. */
export interface PathCondition {
  /** Connected, and heartbeats have gone there and back. */
  usable: boolean;
  silentMs: number;
  /** Whether its picture has come just now; a still screen has none. */
  pictured?: boolean;
}

export type Conditions = Record<LinkPath, PathCondition>;

/**
 * Why a path was chosen: it was there first; the other one fell silent or lost too much; others watch
 * along; the direct one has proven itself again.
 */
export type ChoiceReason = 'first' | 'silent' | 'lossy' | 'together' | 'returned';

/** The viewer's standing decision. `epoch` rises with each; the sharer obeys the highest. */
export interface Choice {
  epoch: number;
  wanted: LinkPath | null;
  /** `null` before the first decision. */
  reason: ChoiceReason | null;
  /** Since when the direct path has been good without a break, while the relay carries. */
  directGoodSince: number | null;
  /** How often the direct path was left because it fell silent. */
  failovers: number;
}

export const firstChoice: Choice = {
  epoch: 0,
  wanted: null,
  reason: null,
  directGoodSince: null,
  failovers: 0,
};

/**
 * Seven beats of 50 ms. With 20 % of packets lost, seven in a row are lost once in four hours;
 * three in a row every six seconds, and the picture would hop.
 */
export const suspectAfterMs = 350;
/** Four beats, where the other path's picture is there already: to be wrong then costs nothing. */
const hedgedSuspectAfterMs = 200;
/** A path that is switched to must have been heard from within three beats. */
const aliveWithinMs = 150;
/** How long a direct link must have been good before the picture goes back to it … */
const returnAfterMs = 4_000;
/** … at the first time, when it only came up later than the relay … */
const firstReturnAfterMs = 1_000;
/** … and at the most, when it has failed again and again. */
const longestReturnAfterMs = 60_000;

/**
 * Whether others watch along: then there is one picture for all, which goes through the relay as
 * long as that is alive, and the direct path only stands by.
 */
export interface ChoiceRules {
  together: boolean;
}

/**
 * The viewer's decision, as a pure function of what it knows: direct first; leave a silent path for
 * a living one at once; go back to the direct path only when it has proven itself, and the later
 * the more often it has failed.
 *
 * @param now milliseconds of the clock of `directGoodSince`
 */
export function choosePath(
  choice: Choice,
  { direct, relay }: Conditions,
  now: number,
  { together }: ChoiceRules = { together: false },
): Choice {
  const alive = (path: PathCondition): boolean => path.usable && path.silentMs <= aliveWithinMs;
  const silent = (path: PathCondition, afterMs = suspectAfterMs): boolean =>
    !path.usable || path.silentMs > afterMs;
  /** Whether `path` is to be left for `other`. */
  const lost = (path: PathCondition, other: PathCondition): boolean =>
    alive(other) && silent(path, other.pictured ? hedgedSuspectAfterMs : suspectAfterMs);
  const want = (wanted: LinkPath, reason: ChoiceReason, failovers = choice.failovers): Choice => ({
    epoch: choice.epoch + 1,
    wanted,
    reason,
    directGoodSince: null,
    failovers,
  });

  switch (choice.wanted) {
    case null:
      if (together && alive(relay)) return want('relay', 'together');
      if (alive(direct)) return want('direct', 'first');
      return alive(relay) ? want('relay', 'first') : choice;
    case 'direct':
      if (together && alive(relay)) return want('relay', 'together');
      return lost(direct, relay) ? want('relay', 'silent', choice.failovers + 1) : choice;
    case 'relay': {
      if (lost(relay, direct)) return want('direct', 'silent');
      if (together || silent(direct)) return { ...choice, directGoodSince: null };
      const since = choice.directGoodSince ?? now;
      if (now - since >= patienceMs(choice.failovers)) return want('direct', 'returned');
      return { ...choice, directGoodSince: since };
    }
  }
}

function patienceMs(failovers: number): number {
  if (failovers === 0) return firstReturnAfterMs;
  return Math.min(longestReturnAfterMs, returnAfterMs * 2 ** (failovers - 1));
}
