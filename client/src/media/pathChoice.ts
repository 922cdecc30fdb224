import type { PathReason } from '@beside/shared/domain/sharing';
import type { LinkPath } from '@beside/shared/protocol/contract/link';

/** What the viewer's choice is made from, for one path. */
export interface PathCondition {
  /** Connected, and heartbeats have gone there and back. */
  usable: boolean;
  silentMs: number;
  /** Share of beats that did not arrive in the last four seconds, 0 to 1; `null` before it is known. */
  loss: number | null;
  /** Whether its picture has come just now; a still screen has none. */
  pictured?: boolean;
}

export type Conditions = Record<LinkPath, PathCondition>;

/** The viewer's standing decision. `epoch` rises with each; the sharer obeys the highest. */
export interface Choice {
  epoch: number;
  wanted: LinkPath | null;
  /** `null` before the first decision. */
  reason: PathReason | null;
  decidedAt: number;
  /** Since when a path has been heard without a break. */
  aliveSince: Record<LinkPath, number | null>;
  /** Since when the direct path has been good without a break, while the relay carries. */
  directGoodSince: number | null;
  /** How often the direct path was left because it fell silent or lost too much. */
  failovers: number;
}

export const firstChoice: Choice = {
  epoch: 0,
  wanted: null,
  reason: null,
  decidedAt: -Infinity,
  aliveSince: { direct: null, relay: null },
  directGoodSince: null,
  failovers: 0,
};

/* SPEC.md L9 and L11; why each of these, and what was measured: docs/link.md. */

/** Seven beats of 50 ms: with 20 % of packets lost, seven in a row are lost once in four hours. */
export const suspectAfterMs = 350;
/** Four beats, where the other path's picture is there already: to be wrong then costs nothing. */
export const hedgedSuspectAfterMs = 200;
/** A path that is switched to must have been heard from within three beats … */
const aliveWithinMs = 150;
/** … and for some: after a page has stood still, its paths come back one a little before the other. */
const steadyAfterMs = 100;
/** Above this share of loss a browser's own rate control gives the picture up … */
const lossy = 0.1;
/** … and below this one it does not mind. */
const lossless = 0.05;
/** Between decisions for the sake of loss: longer than it is counted over. */
const lossPauseMs = 5_000;
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
 * a living one at once, and a lossy one for one that loses less than half as much; go back to the
 * direct path only when it has proven itself, and the later the more often it has failed.
 *
 * @param now milliseconds of one clock that does not go back
 */
export function choosePath(
  last: Choice,
  conditions: Conditions,
  now: number,
  { together }: ChoiceRules = { together: false },
): Choice {
  const { direct, relay } = conditions;
  const alive = (path: PathCondition): boolean => path.usable && path.silentMs <= aliveWithinMs;
  const since = (path: LinkPath): number | null =>
    alive(conditions[path]) ? (last.aliveSince[path] ?? now) : null;
  const choice = { ...last, aliveSince: { direct: since('direct'), relay: since('relay') } };
  const steady = (path: LinkPath): boolean => {
    const from = choice.aliveSince[path];
    return from !== null && now - from >= steadyAfterMs;
  };
  const silent = (path: PathCondition, afterMs = suspectAfterMs): boolean =>
    !path.usable || path.silentMs > afterMs;
  /** Whether `path` is to be left for `other`. */
  const lost = (path: LinkPath, other: LinkPath): boolean =>
    steady(other) &&
    silent(conditions[path], conditions[other].pictured ? hedgedSuspectAfterMs : suspectAfterMs);
  const losesMore = (path: LinkPath, other: LinkPath): boolean => {
    const [loss, otherLoss] = [conditions[path].loss ?? 0, conditions[other].loss ?? 1];
    const rested = now - choice.decidedAt >= lossPauseMs;
    return rested && steady(other) && loss > lossy && otherLoss <= loss / 2;
  };
  const want = (wanted: LinkPath, reason: PathReason): Choice => ({
    ...choice,
    epoch: choice.epoch + 1,
    wanted,
    reason,
    decidedAt: now,
    directGoodSince: null,
  });
  const failOver = (reason: 'silent' | 'lossy'): Choice => ({
    ...want('relay', reason),
    failovers: choice.failovers + 1,
  });

  switch (choice.wanted) {
    case null:
      if (together && alive(relay)) return want('relay', 'together');
      if (alive(direct)) return want('direct', 'first');
      return alive(relay) ? want('relay', 'first') : choice;
    case 'direct':
      if (together && alive(relay)) return want('relay', 'together');
      if (lost('direct', 'relay')) return failOver('silent');
      return losesMore('direct', 'relay') ? failOver('lossy') : choice;
    case 'relay': {
      if (lost('relay', 'direct')) return want('direct', 'silent');
      if (!together && losesMore('relay', 'direct')) return want('direct', 'lossy');
      const good = !silent(direct) && (direct.loss ?? 1) <= Math.max(lossless, relay.loss ?? 0);
      if (together || !good) return { ...choice, directGoodSince: null };
      const goodSince = choice.directGoodSince ?? now;
      const patient = now - goodSince >= patienceMs(choice.failovers);
      if (patient && steady('direct')) return want('direct', 'returned');
      return { ...choice, directGoodSince: goodSince };
    }
  }
}

function patienceMs(failovers: number): number {
  if (failovers === 0) return firstReturnAfterMs;
  return Math.min(longestReturnAfterMs, returnAfterMs * 2 ** (failovers - 1));
}
