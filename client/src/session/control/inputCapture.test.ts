import { expect, test } from 'vitest';
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
