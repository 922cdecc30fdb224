import type { PictureSize } from '@beside/shared/domain/helper';
import type { Monitor } from './desktop.ts';

/** How far the proportions of a scaled picture may be off by rounding. */
const tolerance = 0.005;

/**
 * The monitor that is shared, by the size of its picture; `ask` where that does not tell. Browsers do
 * not say which one a person chose.
 */
export function chooseMonitor(
  monitors: readonly Monitor[],
  picture: PictureSize,
): { monitor: Monitor } | { ask: Monitor[] } {
  const [first] = monitors;
  if (!first) throw new RangeError('no monitor');
  if (monitors.length === 1) return { monitor: first };
  const candidates = [...monitors, boundsOf(monitors)];
  const same = candidates.filter((monitor) =>
    sizesOf(monitor).some((size) => isSame(size, picture)),
  );
  const alike =
    same.length > 0
      ? same
      : monitors.filter((monitor) => sizesOf(monitor).some((size) => isAlike(size, picture)));
  const [only] = alike;
  if (only && alike.length === 1) return { monitor: only };
  return { ask: alike.length > 0 ? alike : candidates };
}

/** All monitors together, which some systems share as one picture. */
function boundsOf(monitors: readonly Monitor[]): Monitor {
  const x = Math.min(...monitors.map((monitor) => monitor.x));
  const y = Math.min(...monitors.map((monitor) => monitor.y));
  const right = Math.max(...monitors.map((monitor) => monitor.x + monitor.width));
  const bottom = Math.max(...monitors.map((monitor) => monitor.y + monitor.height));
  return { x, y, width: right - x, height: bottom - y };
}

const sizesOf = ({ width, height, pixels }: Monitor): PictureSize[] => [
  { width, height },
  ...(pixels ? [pixels] : []),
];
const isSame = (one: PictureSize, other: PictureSize): boolean =>
  one.width === other.width && one.height === other.height;
const isAlike = (one: PictureSize, other: PictureSize): boolean =>
  Math.abs(one.width / one.height / (other.width / other.height) - 1) < tolerance;
