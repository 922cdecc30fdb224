import { Scope } from '@beside/shared/lib/scope';
import { readPictureKey, type PictureAction } from './pictureKeys.ts';
import type { PictureView } from './pictureView.ts';
import type { Point } from './placement.ts';
import { listenToTouches } from './touches.ts';

interface Parts {
  view: PictureView;
  /** Whether pointer and keys go to the other side at present. */
  controlled: () => boolean;
  /** Whether a press or one finger draws on the picture at present. */
  drawn: () => boolean;
  /** Two fingers have come down: what the first one began over there is over. */
  letGo: () => void;
  /** The wheel was turned where it does nothing by itself. */
  onIdleWheel: () => void;
}

/** CSS px that an arrow key moves the picture by. */
const arrowStep = 80;
const lineHeight = 40;

/**
 * Zooms and moves the picture by wheel, pointer, fingers and keys. Takes from the room, before
 * anybody else, what is the viewer's own: Ctrl and wheel, two fingers, a drag with Ctrl and Alt; and
 * everything else as long as it does not go to the other side.
 *
 * @returns lets go of the room
 */
export function listenToGestures(room: HTMLElement, parts: Parts): () => void {
  const { view, controlled, drawn, onIdleWheel } = parts;
  const scope = new Scope();
  const early = { capture: true, passive: false };
  const at = (event: MouseEvent): Point => pointIn(room, event);
  const take = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const wheel = (event: WheelEvent): void => {
    const unit = event.deltaMode === 1 ? lineHeight : event.deltaMode === 2 ? room.clientHeight : 1;
    if (event.ctrlKey || event.metaKey) {
      take(event);
      view.zoomBy(wheelFactor(event.deltaY * unit), at(event));
    } else if (!controlled()) {
      take(event);
      if (view.state.getState().overflows) {
        view.panBy({ x: -event.deltaX * unit, y: -event.deltaY * unit });
      } else onIdleWheel();
    }
  };
  scope.listen(room, 'wheel', wheel, early);

  let dragged: { pointerId: number; last: Point } | null = null;
  const mark = (): void => {
    const canMove = !controlled() && !drawn() && view.state.getState().overflows;
    const drag = dragged ? 'moving' : canMove ? 'ready' : 'none';
    // Each writing has the styles looked at anew, and it is asked with every move.
    if (room.dataset['drag'] !== drag) room.dataset['drag'] = drag;
  };
  const down = (event: PointerEvent): void => {
    const isTaken = controlled() || drawn();
    const isOwn = !isTaken || ((event.ctrlKey || event.metaKey) && event.altKey);
    const canDrag = event.button === 0 && view.state.getState().overflows;
    if (event.pointerType === 'touch' || !isOwn || !canDrag) return;
    event.stopImmediatePropagation();
    dragged = { pointerId: event.pointerId, last: at(event) };
    room.setPointerCapture(event.pointerId);
    mark();
  };
  const move = (event: PointerEvent): void => {
    if (dragged?.pointerId !== event.pointerId) {
      mark();
      return;
    }
    event.stopImmediatePropagation();
    const now = at(event);
    view.panBy({ x: now.x - dragged.last.x, y: now.y - dragged.last.y });
    dragged.last = now;
  };
  const up = (event: PointerEvent): void => {
    if (dragged?.pointerId !== event.pointerId) return;
    event.stopImmediatePropagation();
    dragged = null;
    mark();
  };
  scope.listen(room, 'pointerdown', down, early);
  scope.listen(room, 'pointermove', move, early);
  for (const end of ['pointerup', 'pointercancel']) scope.listen(room, end, up, early);
  scope.add(view.state.subscribe(mark));

  scope.listen<MouseEvent>(room, 'dblclick', (event) => {
    if (!controlled() && !drawn()) view.toggle(at(event));
  });
  const key = (event: KeyboardEvent): void => {
    const action = readPictureKey(event, controlled());
    if (!action) return;
    take(event);
    perform(view, action);
  };
  scope.listen(room, 'keydown', key, early);
  const taken = (): boolean => controlled() || drawn();
  scope.add(listenToTouches(room, { ...parts, controlled: taken }));
  return () => scope.close();
}

/** Where an event happened, from the upper left corner of the room. */
export function pointIn(room: HTMLElement, event: { clientX: number; clientY: number }): Point {
  const { left, top } = room.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

/** A notch of a wheel is a hundred and more, a pinch on a touchpad comes in single ones. */
function wheelFactor(delta: number): number {
  return Math.exp(-delta / (Math.abs(delta) >= 50 ? 500 : 100));
}

function perform(view: PictureView, action: PictureAction): void {
  switch (action) {
    case 'zoom-in':
      return view.zoomIn();
    case 'zoom-out':
      return view.zoomOut();
    case 'fit':
      return view.fit();
    case 'actual':
      return view.actualSize();
    case 'left':
      return view.panBy({ x: arrowStep, y: 0 });
    case 'right':
      return view.panBy({ x: -arrowStep, y: 0 });
    case 'up':
      return view.panBy({ x: 0, y: arrowStep });
    case 'down':
      return view.panBy({ x: 0, y: -arrowStep });
  }
}
