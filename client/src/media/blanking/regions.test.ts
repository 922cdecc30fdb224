import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSamePicture, rectsIn, type BlankingRules } from './regions.ts';

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const side = fc.integer({ min: 8, max: 4_000 });

describe('where hidden parts lie in a frame', () => {
  it('[X4] they are covered whole in frames of every size, from even pixels, and never beyond its edges', () => {
    fc.assert(
      fc.property(
        fraction,
        fraction,
        fraction,
        fraction,
        side,
        side,
        (left, top, right, low, w, h) => {
          const region = {
            left,
            top,
            width: right * (1 - left),
            height: low * (1 - top),
          };
          const [rect] = rectsIn([region], { width: w, height: h });
          const { x, y, width, height } = rect!;
          expect(x % 2 === 0 && y % 2 === 0).toBe(true);
          expect(x).toBeLessThanOrEqual(left * w);
          expect(y).toBeLessThanOrEqual(top * h);
          expect(x + width).toBeGreaterThanOrEqual(
            Math.min(w, Math.floor((left + region.width) * w)),
          );
          expect(y + height).toBeGreaterThanOrEqual(
            Math.min(h, Math.floor((top + region.height) * h)),
          );
          expect(x + width).toBeLessThanOrEqual(w);
          expect(y + height).toBeLessThanOrEqual(h);
        },
      ),
    );
  });
});

describe('whether it is still the picture that they were drawn on', () => {
  const rules: BlankingRules = {
    regions: [],
    drawnOn: { width: 1280, height: 720 },
    mayShrink: true,
    shut: false,
  };

  it('[X4] a tab that is captured at a smaller size is, one of another shape is not', () => {
    expect(isSamePicture(rules, { width: 1280, height: 720 })).toBe(true);
    expect(isSamePicture(rules, { width: 960, height: 540 })).toBe(true);
    expect(isSamePicture(rules, { width: 1280, height: 680 })).toBe(false);
    expect(isSamePicture(rules, { width: 720, height: 1280 })).toBe(false);
  });

  it('[X4] of a window or a screen every other size is another picture', () => {
    const window = { ...rules, mayShrink: false };
    expect(isSamePicture(window, { width: 1281, height: 720 })).toBe(true);
    expect(isSamePicture(window, { width: 960, height: 540 })).toBe(false);
  });
});
