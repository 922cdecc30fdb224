/** A part of the picture, in fractions of its sides. */
export interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What is kept from a picture, and of which picture that was said. */
export interface BlankingRules {
  regions: readonly Region[];
  /** The picture that the parts were drawn on, in pixels. */
  drawnOn: { width: number; height: number };
  /** A tab's capture is made smaller when the machine is busy: its picture stays the same. */
  mayShrink: boolean;
  /** Nothing is to be seen before the person has looked at it again. */
  shut: boolean;
}

/** In whole pixels. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a smaller capture of the same picture may be wrong by, in pixels and as a part. */
const roundingPixels = 2;
const maxAspectChange = 0.01;
/** On every side, in pixels: encoders smear, and colours have half the resolution. */
const marginPixels = 4;

/** Whether a frame is one of the picture that the parts were drawn on. */
export function isSamePicture(
  { drawnOn, mayShrink }: BlankingRules,
  { width, height }: { width: number; height: number },
): boolean {
  const isSameSize =
    Math.abs(width - drawnOn.width) <= roundingPixels &&
    Math.abs(height - drawnOn.height) <= roundingPixels;
  if (isSameSize || !mayShrink) return isSameSize;
  return Math.abs((width * drawnOn.height) / (height * drawnOn.width) - 1) <= maxAspectChange;
}

/** Where the parts lie in a frame: outward to even pixels, and beyond them by a margin. */
export function rectsIn(
  regions: readonly Region[],
  { width, height }: { width: number; height: number },
): Rect[] {
  return regions.map((region) => {
    const x = evenBelow(Math.max(0, region.left * width - marginPixels));
    const y = evenBelow(Math.max(0, region.top * height - marginPixels));
    const right = evenAbove((region.left + region.width) * width + marginPixels);
    const bottom = evenAbove((region.top + region.height) * height + marginPixels);
    return { x, y, width: Math.min(right, width) - x, height: Math.min(bottom, height) - y };
  });
}

const evenBelow = (value: number): number => Math.floor(value / 2) * 2;
const evenAbove = (value: number): number => Math.ceil(value / 2) * 2;
