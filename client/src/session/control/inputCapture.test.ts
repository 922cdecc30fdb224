import fc from 'fast-check';
import { expect, test } from 'vitest';
import { panBy, place, zoomAt, zoomOf } from '../../media/picture/placement.ts';
import { pointInFrame } from './inputCapture.ts';

/** A video of 1280x720 in a box of 800x800 at (100, 50): bars of 175 px above and below. */
const video = {
  videoWidth: 1280,
  videoHeight: 720,
  getBoundingClientRect: () => ({ left: 100, top: 50, width: 800, height: 800 }) as DOMRect,
};

test('[I2] a point of the stage is a fraction of the frame, bars left out', () => {
  expect(pointInFrame(video, 100, 225)).toEqual({ x: 0, y: 0 });
  expect(pointInFrame(video, 900, 675)).toEqual({ x: 65_535, y: 65_535 });
  expect(pointInFrame(video, 500, 450)).toEqual({ x: 32_768, y: 32_768 });
});

test('[I2] a point on the bars is no point of the frame', () => {
  expect(pointInFrame(video, 500, 224)).toBeUndefined();
  expect(pointInFrame(video, 500, 676)).toBeUndefined();
  expect(pointInFrame(video, 99, 450)).toBeUndefined();
});

test('[I2] before the first frame there is nothing to point at', () => {
  expect(pointInFrame({ ...video, videoWidth: 0 }, 500, 450)).toBeUndefined();
});

test('[I2] dragged beside the frame, the hand goes along its edge', () => {
  expect(pointInFrame(video, 500, 100, true)).toEqual({ x: 32_768, y: 0 });
  expect(pointInFrame(video, 2000, 900, true)).toEqual({ x: 65_535, y: 65_535 });
});

test('[S5][I2] at any zoom, crop and pixel ratio the hand is within a pixel of the frame', () => {
  const size = fc.record({
    width: fc.integer({ min: 200, max: 3840 }),
    height: fc.integer({ min: 150, max: 2160 }),
  });
  const fraction = fc.integer({ min: 0, max: 10_000 }).map((value) => value / 10_000);
  const point = fc.record({ x: fraction, y: fraction });
  const scenes = fc.record({
    ...{ room: size, frame: size },
    pixelRatio: fc.constantFrom(1, 1.25, 1.5, 2, 3),
  });
  const zooms = fc.integer({ min: 20, max: 500 }).map((value) => value / 100);
  fc.assert(
    fc.property(scenes, zooms, point, point, (scene, zoom, moved, { x, y }) => {
      const { frame, pixelRatio } = scene;
      const zoomed = zoomAt(scene, zoom, { x: 0, y: 0 }, { x: 0, y: 0 });
      const look = panBy(zoomed, scene, { x: -moved.x * 9000, y: -moved.y * 9000 });
      const { left, top, width, height } = place(look, scene);
      const corner = { x: 37.5 + left, y: 112.25 + top };
      const shown = {
        videoWidth: frame.width,
        videoHeight: frame.height,
        getBoundingClientRect: () => ({ left: corner.x, top: corner.y, width, height }) as DOMRect,
      };
      // Where this pixel of the frame is drawn on the screen.
      const scale = zoomOf(look, scene) / pixelRatio;
      const pixel = { x: 1 + x * (frame.width - 2), y: 1 + y * (frame.height - 2) };
      const found = pointInFrame(shown, corner.x + pixel.x * scale, corner.y + pixel.y * scale);
      expect(Math.abs((found!.x / 65_535) * frame.width - pixel.x)).toBeLessThanOrEqual(1);
      expect(Math.abs((found!.y / 65_535) * frame.height - pixel.y)).toBeLessThanOrEqual(1);
    }),
  );
});
