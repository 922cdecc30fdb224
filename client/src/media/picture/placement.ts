export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Where the picture lies in its room, in CSS px from the room's upper left corner. */
export interface Placement extends Size {
  left: number;
  top: number;
}

/** What a picture is laid out for: its room in CSS px, its frame in px, and the screen. */
export interface Scene {
  room: Size;
  frame: Size;
  /** Pixels of the screen for one CSS px. */
  pixelRatio: number;
}

/**
 * How a picture is looked at. `zoom` counts pixels of the screen for one of the frame: at 1 each has
 * its own, and nothing is blurred. `centre` is what lies in the middle of the room, as fractions of
 * the frame.
 */
export type Look = { mode: 'fit' } | { mode: 'zoomed'; zoom: number; centre: Point };

const smallestZoom = 0.25;
const largestZoom = 4;
/** Where the buttons and the keys stop. */
const steps = [0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4];
/** Frames are cut to even numbers on the way: shapes that differ by less are the same. */
const sameShape = 0.01;

/** The zoom at which the whole frame just fits into the room. */
export function fitZoom({ room, frame, pixelRatio }: Scene): number {
  return Math.min(room.width / frame.width, room.height / frame.height) * pixelRatio;
}

export function zoomOf(look: Look, scene: Scene): number {
  return look.mode === 'fit' ? fitZoom(scene) : look.zoom;
}

/** Lays the picture out: in the middle where it has room, and never with a gap where it has none. */
export function place(look: Look, scene: Scene): Placement {
  const { room, frame, pixelRatio } = scene;
  const scale = zoomOf(look, scene) / pixelRatio;
  const width = frame.width * scale;
  const height = frame.height * scale;
  const centre = look.mode === 'fit' ? middle : look.centre;
  // Between two pixels of the screen even an unscaled picture would be blurred.
  const snap = (at: number): number => Math.round(at * pixelRatio) / pixelRatio;
  return {
    left: snap(offset(room.width, width, centre.x)),
    top: snap(offset(room.height, height, centre.y)),
    width,
    height,
  };
}

/** Whether there is more of the picture than the room shows; half a pixel is nothing. */
export function overflows(look: Look, scene: Scene): boolean {
  const { width, height } = place(look, scene);
  return width > scene.room.width + 0.5 || height > scene.room.height + 0.5;
}

/** What of the frame lies at a point of the room, as fractions; beyond 0 and 1 beside the picture. */
export function pointOf(look: Look, scene: Scene, at: Point): Point {
  const { left, top, width, height } = place(look, scene);
  return { x: (at.x - left) / width, y: (at.y - top) / height };
}

/**
 * Zooms so that a point of the frame comes to lie at a point of the room, as far as the edges allow.
 *
 * @param point as fractions
 */
export function zoomAt(scene: Scene, zoom: number, at: Point, point: Point): Look {
  const fit = fitZoom(scene);
  const next = clamp(zoom, Math.min(smallestZoom, fit), Math.max(largestZoom, fit));
  const { frame, pixelRatio } = scene;
  return settle(next, scene, {
    left: at.x - (point.x * frame.width * next) / pixelRatio,
    top: at.y - (point.y * frame.height * next) / pixelRatio,
  });
}

/** Moves the picture by so many CSS px, as far as its edges allow. */
export function panBy(look: Look, scene: Scene, by: Point): Look {
  if (look.mode === 'fit') return look;
  const { left, top } = place(look, scene);
  return settle(look.zoom, scene, { left: left + by.x, top: top + by.y });
}

/** The next of the usual steps, up or down. */
export function nextStep(zoom: number, direction: 'in' | 'out'): number {
  // A hair away from a step is on it: what was computed is hardly ever exact.
  const isPast = (step: number): boolean =>
    direction === 'in' ? step > zoom * 1.001 : step < zoom / 1.001;
  return (direction === 'in' ? steps.find(isPast) : steps.findLast(isPast)) ?? zoom;
}

/**
 * What becomes of a look when the frame changes its size. The same shape is the same picture, sent
 * finer or coarser: it keeps its size on the screen. Another shape is another window: it keeps its
 * zoom. Actual size stays actual size.
 */
export function reframe(look: Look, before: Size, after: Size): Look {
  if (look.mode === 'fit' || look.zoom === 1) return look;
  const shape = (size: Size): number => size.width / size.height;
  const isSame = Math.abs(shape(before) / shape(after) - 1) < sameShape;
  return isSame ? { ...look, zoom: (look.zoom * before.width) / after.width } : look;
}

const middle: Point = { x: 0.5, y: 0.5 };

function offset(room: number, size: number, centre: number): number {
  if (size <= room) return (room - size) / 2;
  return clamp(room / 2 - centre * size, room - size, 0);
}

/** The look whose picture lies there, or as near as it can. */
function settle(zoom: number, scene: Scene, { left, top }: { left: number; top: number }): Look {
  const scale = zoom / scene.pixelRatio;
  const centre = (room: number, size: number, at: number): number =>
    size <= room ? 0.5 : (room / 2 - clamp(at, room - size, 0)) / size;
  const { room, frame } = scene;
  return {
    mode: 'zoomed',
    zoom,
    centre: {
      x: centre(room.width, frame.width * scale, left),
      y: centre(room.height, frame.height * scale, top),
    },
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
