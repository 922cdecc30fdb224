import type { LinkPath } from './linkPaths.ts';

/** How many beats apart a relay beats that carries alone: five times a second. */
const slowly = 4;

/** What decides how fast a path has to be known to have fallen silent. */
export interface BeatSituation {
  /** The path whose picture is shown. */
  carrying: LinkPath | null;
  /** Whether there is a direct link that could take over, or be gone back to. */
  directOpen: boolean;
}

/**
 * Whether the beat of this turn goes out on a path. A relay that carries while there is no direct
 * link has nobody to be compared with, and each beat costs its worker as much as a packet of picture.
 *
 * @param turn counts the beats' turns, one every 50 ms
 */
export function beatsInTurn(path: LinkPath, turn: number, situation: BeatSituation): boolean {
  const alone = situation.carrying === 'relay' && !situation.directOpen;
  return path !== 'relay' || !alone || turn % slowly === 0;
}
