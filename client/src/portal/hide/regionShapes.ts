import type { Region } from '../../session/privacy/hiddenParts.ts';

/** What is smaller than this, in fractions of a side, is a slip of the hand. */
export const smallest = 0.02;

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** Between two points, in whichever direction it was drawn. */
export function regionBetween(one: Point, other: Point): Region {
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)];
  const [top, bottom] = [Math.min(one.y, other.y), Math.max(one.y, other.y)];
  return { left, top, width: right - left, height: bottom - top };
}

/** In fractions of the picture's sides. */
export interface Point {
  x: number;
  y: number;
}

export function moved(region: Region, x: number, y: number): Region {
  return {
    ...region,
    left: within(region.left + x, 1 - region.width),
    top: within(region.top + y, 1 - region.height),
  };
}

/** By its lower right corner. */
export function resized(region: Region, x: number, y: number): Region {
  return {
    ...region,
    width: Math.max(smallest, within(region.width + x, 1 - region.left)),
    height: Math.max(smallest, within(region.height + y, 1 - region.top)),
  };
}

/** Where a new part lies that was not drawn: in the middle, each further one a little lower. */
export function newRegion(count: number): Region {
  return moved({ left: 0.35, top: 0.35, width: 0.3, height: 0.15 }, 0, (count % 5) * 0.08);
}
