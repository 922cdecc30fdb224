import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fitZoom,
  overflows,
  panBy,
  place,
  pointOf,
  reframe,
  zoomAt,
  zoomOf,
  type Look,
  type Scene,
} from './placement.ts';

const size = (most: number) =>
  fc.record({
    width: fc.integer({ min: 200, max: most }),
    height: fc.integer({ min: 150, max: most }),
  });
const scenes: fc.Arbitrary<Scene> = fc.record({
  room: size(4000),
  frame: size(5000),
  pixelRatio: fc.constantFrom(1, 1.25, 1.5, 2, 3),
});
const fractions = fc.integer({ min: 0, max: 10_000 }).map((value) => value / 10_000);
const points = fc.record({ x: fractions, y: fractions });
const zooms = fc.integer({ min: 10, max: 600 }).map((value) => value / 100);

/** A look that somebody has come to by zooming and moving. */
const looks = fc
  .record({ scene: scenes, zoom: zooms, at: points, by: points })
  .map(({ scene, zoom, at, by }): { scene: Scene; look: Look } => {
    const point = { x: at.x * scene.room.width, y: at.y * scene.room.height };
    const zoomed = zoomAt(scene, zoom, point, pointOf({ mode: 'fit' }, scene, point));
    return {
      scene,
      look: panBy(zoomed, scene, { x: (by.x - 0.5) * 3000, y: (by.y - 0.5) * 3000 }),
    };
  });

test('[S5] fitted in, the whole picture is seen, in the middle and as large as there is room', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const { left, top, width, height } = place({ mode: 'fit' }, scene);
      const { room, frame } = scene;
      expect(Math.min(room.width - width, room.height - height)).toBeCloseTo(0, 6);
      expect(width / height).toBeCloseTo(frame.width / frame.height, 6);
      expect(Math.abs(left - (room.width - width) / 2)).toBeLessThanOrEqual(0.5);
      expect(Math.abs(top - (room.height - height) / 2)).toBeLessThanOrEqual(0.5);
      expect(overflows({ mode: 'fit' }, scene)).toBe(false);
    }),
  );
});

test('[S5] at actual size each pixel of the frame has one of the screen, and lies on it', () => {
  fc.assert(
    fc.property(scenes, points, (scene, at) => {
      const point = { x: at.x * scene.room.width, y: at.y * scene.room.height };
      const look = zoomAt(scene, 1, point, { x: 0.5, y: 0.5 });
      const { left, top, width, height } = place(look, scene);
      const onScreen = (value: number): number => value * scene.pixelRatio;
      // Where the picture is larger than the room at 400 %, there is no actual size.
      fc.pre(zoomOf(look, scene) === 1);
      expect(onScreen(width)).toBeCloseTo(scene.frame.width, 6);
      expect(onScreen(height)).toBeCloseTo(scene.frame.height, 6);
      for (const edge of [left, top].map(onScreen)) expect(edge).toBeCloseTo(Math.round(edge), 6);
    }),
  );
});

test('[S5] what lies at the pointer stays there, unless an edge would leave a gap', () => {
  fc.assert(
    fc.property(looks, zooms, points, ({ scene, look }, zoom, at) => {
      const { room, pixelRatio } = scene;
      const point = { x: at.x * room.width, y: at.y * room.height };
      const before = pointOf(look, scene, point);
      const next = zoomAt(scene, zoom, point, before);
      const { left, top, width, height } = place(next, scene);
      const wanted = { left: point.x - before.x * width, top: point.y - before.y * height };
      const isFree = (from: number, length: number, space: number): boolean =>
        length > space && from <= 0 && from + length >= space;
      if (isFree(wanted.left, width, room.width)) {
        expect(Math.abs(left - wanted.left)).toBeLessThanOrEqual(0.51 / pixelRatio);
      }
      if (isFree(wanted.top, height, room.height)) {
        expect(Math.abs(top - wanted.top)).toBeLessThanOrEqual(0.51 / pixelRatio);
      }
    }),
  );
});

test('[S5] however it is zoomed and moved: no gap where it is larger than the room, else the middle', () => {
  fc.assert(
    fc.property(looks, ({ scene, look }) => {
      const { room, pixelRatio } = scene;
      const { left, top, width, height } = place(look, scene);
      const pixel = 1 / pixelRatio;
      for (const [from, length, space] of [
        [left, width, room.width],
        [top, height, room.height],
      ] as const) {
        if (length > space) {
          expect(from).toBeLessThanOrEqual(pixel);
          expect(from + length).toBeGreaterThanOrEqual(space - pixel);
        } else expect(Math.abs(from - (space - length) / 2)).toBeLessThanOrEqual(pixel);
      }
    }),
  );
});

test('[S5] zoom stays between 25 % and 400 %, except that it can always be fitted in', () => {
  fc.assert(
    fc.property(looks, ({ scene, look }) => {
      const fit = fitZoom(scene);
      const zoom = zoomOf(look, scene);
      expect(zoom).toBeGreaterThanOrEqual(Math.min(0.25, fit) - 1e-9);
      expect(zoom).toBeLessThanOrEqual(Math.max(4, fit) + 1e-9);
    }),
  );
});

test('[S5] sent coarser, the picture keeps its size; another window keeps its zoom', () => {
  const look: Look = { mode: 'zoomed', zoom: 1.5, centre: { x: 0.2, y: 0.8 } };
  const full = { width: 1920, height: 1080 };
  expect(reframe(look, full, { width: 960, height: 540 })).toEqual({ ...look, zoom: 3 });
  expect(reframe(look, full, { width: 1600, height: 1200 })).toEqual(look);
  const actual: Look = { ...look, zoom: 1 };
  expect(reframe(actual, full, { width: 960, height: 540 })).toEqual(actual);
});
