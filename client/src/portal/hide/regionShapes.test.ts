import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moved, newRegion, regionBetween, resized, smallest } from './regionShapes.ts';

describe('a part that is drawn, moved and sized', () => {
  it('[X4] is the same from whichever corner it was drawn', () => {
    const region = { left: 0.25, top: 0.5, width: 0.5, height: 0.25 };
    const [a, b] = [
      { x: 0.25, y: 0.5 },
      { x: 0.75, y: 0.75 },
    ];
    expect(regionBetween(a, b)).toEqual(region);
    expect(regionBetween(b, a)).toEqual(region);
    expect(regionBetween({ x: a.x, y: b.y }, { x: b.x, y: a.y })).toEqual(region);
  });

  it('[X4] stays within the picture, and never becomes too small to be found again', () => {
    const far = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.nat(20), far, far, far, far, (count, x, y, wider, higher) => {
        const region = resized(moved(newRegion(count), x, y), wider, higher);
        expect(region.left).toBeGreaterThanOrEqual(0);
        expect(region.top).toBeGreaterThanOrEqual(0);
        expect(region.left + region.width).toBeLessThanOrEqual(1.000001);
        expect(region.top + region.height).toBeLessThanOrEqual(1.000001);
        expect(Math.min(region.width, region.height)).toBeGreaterThanOrEqual(smallest);
      }),
    );
  });
});
