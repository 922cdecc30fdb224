import { expect, test } from 'vitest';
import { createPictureView } from './pictureView.ts';

/** A frame of 1280x720 in a room of 640x480: fitted in at 50 %. */
function opened() {
  const view = createPictureView();
  view.setScene({ room: { width: 640, height: 480 }, pixelRatio: 1 });
  view.setScene({ frame: { width: 1280, height: 720 } });
  return view;
}

const state = (view: ReturnType<typeof createPictureView>) => view.state.getState();

test('[S5] before there is a picture nothing is laid, and nothing can be zoomed', () => {
  const view = createPictureView();
  view.setScene({ room: { width: 640, height: 480 } });
  view.zoomIn();
  view.toggle({ x: 1, y: 1 });
  view.panBy({ x: 5, y: 5 });
  expect(state(view)).toMatchObject({ mode: 'fit', percent: null, placement: null });
});

test('[S5] fitted in it follows the room, zoomed it keeps its size', () => {
  const view = opened();
  expect(state(view)).toMatchObject({ percent: 50, mode: 'fit', overflows: false });
  view.setScene({ room: { width: 1280, height: 720 } });
  expect(state(view)).toMatchObject({ percent: 100, actual: true, mode: 'fit' });
  view.zoomIn();
  view.setScene({ room: { width: 320, height: 240 } });
  expect(state(view)).toMatchObject({ percent: 125, mode: 'zoomed', overflows: true });
  view.fit();
  expect(state(view)).toMatchObject({ percent: 25, mode: 'fit' });
});

test('[S5] buttons and keys go by steps, from wherever the zoom is', () => {
  const view = opened();
  view.setScene({ room: { width: 700, height: 480 } });
  const steps: (number | null)[] = [];
  for (let at = 0; at < 8; at += 1) {
    view.zoomIn();
    steps.push(state(view).percent);
  }
  expect(steps).toEqual([67, 75, 100, 125, 150, 200, 300, 400]);
  view.zoomIn();
  expect(state(view).percent).toBe(400);
  for (let at = 0; at < 20; at += 1) view.zoomOut();
  expect(state(view)).toMatchObject({ percent: 25, overflows: false });
});

test('[S5] the wheel is held at actual size once, whichever way it goes', () => {
  const view = opened();
  const at = { x: 10, y: 10 };
  view.zoomBy(3, at);
  expect(state(view)).toMatchObject({ percent: 100, actual: true });
  view.zoomBy(1.5, at);
  expect(state(view).percent).toBe(150);
  view.zoomBy(0.5, at);
  expect(state(view).percent).toBe(100);
});

test('[S5] turns of the wheel at one place end at the point where they began', () => {
  const view = opened();
  const at = { x: 200, y: 120 };
  const pointUnder = () => {
    const { left, top, width, height } = state(view).placement!;
    return { x: (at.x - left) / width, y: (at.y - top) / height };
  };
  const before = pointUnder();
  // On the way the picture is too low for the room, and is held in the middle.
  for (let turn = 0; turn < 12; turn += 1) view.zoomBy(1.2, at);
  expect(state(view).percent).toBe(400);
  expect(pointUnder().x).toBeCloseTo(before.x, 3);
  expect(pointUnder().y).toBeCloseTo(before.y, 3);
});

test('[S5] a double click goes to actual size at that place, and back', () => {
  const view = opened();
  view.toggle({ x: 0, y: 60 });
  expect(state(view)).toMatchObject({ percent: 100, placement: { left: 0 } });
  view.toggle({ x: 0, y: 60 });
  expect(state(view).mode).toBe('fit');
  view.setScene({ room: { width: 1280, height: 720 } });
  view.toggle({ x: 0, y: 0 });
  expect(state(view).percent).toBe(200);
});

test('[S5] a point of the overview comes to the middle, as near as the edges allow', () => {
  const view = opened();
  view.actualSize();
  view.moveTo({ x: 0.5, y: 0.5 });
  expect(state(view).placement).toMatchObject({ left: -320, top: -120 });
  view.moveTo({ x: 0, y: 1 });
  expect(state(view).placement).toMatchObject({ left: 0, top: -240 });
});

test('[S5] who follows it is told only of changes', () => {
  const view = opened();
  let told = 0;
  view.state.subscribe(() => (told += 1));
  view.setScene({ room: { width: 640, height: 480 }, pixelRatio: 1 });
  view.fit();
  view.panBy({ x: 10, y: 10 });
  expect(told).toBe(0);
  view.actualSize();
  expect(told).toBe(1);
});
