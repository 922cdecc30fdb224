import type { LinkPath } from '../media/linkPaths.ts';
import type { PathHealth } from '../media/pathHealth.ts';
import type { LinkView } from './live.ts';

/** Silence after which people are told that the picture is interrupted, in ms. */
const interruptedAfterMs = 1_500;

type Condition = PathHealth & { usable: boolean };

/**
 * What people are told of the link.
 *
 * @param carrying the path that carries the picture; `null` before the first
 */
export function describeLink(
  carrying: LinkPath | null,
  condition: (path: LinkPath) => Condition,
): LinkView {
  if (carrying === null) return { state: 'connecting' };
  const own = condition(carrying);
  if (!own.usable || own.silentMs > interruptedAfterMs) return { state: 'interrupted' };
  const other = condition(carrying === 'direct' ? 'relay' : 'direct');
  const standby = other.usable && other.silentMs <= interruptedAfterMs ? 'ready' : 'connecting';
  return { state: 'carried', path: carrying, standby };
}

/** Whether two views say the same, so that nothing is drawn again for nothing. */
export function sameLink(a: LinkView, b: LinkView): boolean {
  return (
    a.state === b.state &&
    (a.state !== 'carried' ||
      b.state !== 'carried' ||
      (a.path === b.path && a.standby === b.standby))
  );
}
