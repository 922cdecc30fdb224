import type { LinkPath } from './linkPaths.ts';
import { hedgedSuspectAfterMs, suspectAfterMs } from './pathChoice.ts';

/** Three beats of 50 ms: after such a silence the other path is made ready before anybody decides. */
const hedgeAfterMs = 150;
/** The other path counts as heard within so long; a beat comes every 50 ms. */
const heardWithinMs = 150;
/** By so much longer silent than the other one: two beats. A machine that is busy delays both. */
const apartMs = 100;
/** Silent both for so long, either may be the one that carries a picture again first. */
const desperateAfterMs = 1_000;
/** Silences after which something is done about them: {@link shouldHedge} and the viewer's choice. */
export const countingSilencesMs = [hedgeAfterMs, hedgedSuspectAfterMs, suspectAfterMs];
/** A page that is busy has read by then what had come for it. */
export const sureAfterMs = 8;
/** Where it was only a hiccup, both have sent for this long. */
export const hedgeForMs = 1_000;

/**
 * Whether the sharer sends on the other path as well: when the wanted one is silent and the other is
 * not. Both silent for a moment is this page or that one standing still, which more work would
 * only prolong.
 */
export function shouldHedge(wanted: LinkPath, silentMs: Record<LinkPath, number>): boolean {
  const own = silentMs[wanted];
  const other = silentMs[wanted === 'direct' ? 'relay' : 'direct'];
  const isAlone = other <= heardWithinMs && own - other >= apartMs;
  return own > hedgeAfterMs && (isAlone || Math.min(own, other) > desperateAfterMs);
}
