import { createStore } from 'zustand/vanilla';
import {
  fitZoom,
  nextStep,
  overflows,
  panBy,
  place,
  pointOf,
  reframe,
  zoomAt,
  zoomOf,
  type Look,
  type Placement,
  type Point,
  type Scene,
  type Size,
} from './placement.ts';

export interface PictureViewState {
  mode: Look['mode'];
  /** Whole percent of actual size; `null` before there is a picture. */
  percent: number | null;
  /** Each pixel of the frame has one of the screen. */
  actual: boolean;
  /** `null` before there is a picture. */
  placement: Placement | null;
  room: Size;
  /** Whether a part of the picture is out of sight, so that it can be moved. */
  overflows: boolean;
}

/**
 * How one picture is looked at: fitted in, or zoomed and moved. Points are CSS px of the room;
 * without one the middle of the room stays where it is.
 */
export interface PictureView {
  readonly state: {
    getState(): PictureViewState;
    subscribe(listener: (state: PictureViewState) => void): () => void;
  };
  fit(): void;
  actualSize(at?: Point): void;
  zoomIn(at?: Point): void;
  zoomOut(at?: Point): void;
  zoomBy(factor: number, at: Point): void;
  /** Between the whole picture and its actual size, or twice the size where that is no larger. */
  toggle(at: Point): void;
  panBy(by: Point): void;
  /** Brings a point of the frame, as fractions, to the middle of the room. */
  moveTo(point: Point): void;
  /** Is told whenever what the picture is laid out for has changed. */
  setScene(change: Partial<Scene>): void;
}

const nothing: Size = { width: 0, height: 0 };

export function createPictureView(): PictureView {
  let look: Look = { mode: 'fit' };
  let scene: Scene = { room: nothing, frame: nothing, pixelRatio: 1 };
  /** What was last zoomed at: turns of the wheel at one place are about one point of the frame. */
  let held: { at: Point; point: Point } | null = null;
  const store = createStore<PictureViewState>(() => describe(look, scene));

  const set = (next: Look): void => {
    look = next;
    const state = describe(look, scene);
    if (!isSame(state, store.getState())) store.setState(state, true);
  };
  const move = (next: () => Look): void => {
    held = null;
    if (isReady(scene)) set(next());
  };
  const zoomTo = (zoom: number, at = middleOf(scene.room)): void => {
    if (!isReady(scene)) return;
    // The edges may have kept it from where it was wanted; farther in there is room for it.
    if (held?.at.x !== at.x || held.at.y !== at.y) held = { at, point: pointOf(look, scene, at) };
    set(zoomAt(scene, zoom, at, held.point));
  };
  const step = (direction: 'in' | 'out', at?: Point): void =>
    zoomTo(nextStep(zoomOf(look, scene), direction), at);

  return {
    state: store,
    fit: () => move(() => ({ mode: 'fit' })),
    actualSize: (at) => zoomTo(1, at),
    zoomIn: (at) => step('in', at),
    zoomOut: (at) => step('out', at),
    zoomBy(factor, at) {
      const before = zoomOf(look, scene);
      const after = before * factor;
      // Whoever passes the one size at which nothing is blurred is held there once.
      const passes = (before < 1 && after > 1) || (before > 1 && after < 1);
      zoomTo(passes ? 1 : after, at);
    },
    toggle(at) {
      if (look.mode === 'zoomed') move(() => ({ mode: 'fit' }));
      else zoomTo(fitZoom(scene) < 0.99 ? 1 : 2 * fitZoom(scene), at);
    },
    panBy: (by) => move(() => panBy(look, scene, by)),
    moveTo: ({ x, y }) =>
      move(() => {
        if (look.mode === 'fit') return look;
        const { left, top, width, height } = place(look, scene);
        const { room } = scene;
        return panBy(look, scene, {
          x: room.width / 2 - x * width - left,
          y: room.height / 2 - y * height - top,
        });
      }),
    setScene(changed) {
      const next = { ...scene, ...changed };
      if (isReady(scene) && isReady(next)) look = reframe(look, scene.frame, next.frame);
      scene = next;
      held = null;
      set(look);
    },
  };
}

function middleOf({ width, height }: Size): Point {
  return { x: width / 2, y: height / 2 };
}

function isReady({ room, frame }: Scene): boolean {
  return room.width > 0 && room.height > 0 && frame.width > 0 && frame.height > 0;
}

function describe(look: Look, scene: Scene): PictureViewState {
  const { room } = scene;
  if (!isReady(scene)) {
    const none = { percent: null, actual: false, placement: null, overflows: false };
    return { mode: look.mode, room, ...none };
  }
  const zoom = zoomOf(look, scene);
  return {
    mode: look.mode,
    percent: Math.round(zoom * 100),
    actual: Math.abs(zoom - 1) < 0.001,
    placement: place(look, scene),
    room,
    overflows: overflows(look, scene),
  };
}

function isSame(one: PictureViewState, other: PictureViewState): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
