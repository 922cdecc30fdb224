import { Scope } from '@beside/shared/lib/scope';
import type { PictureView } from './pictureView.ts';
import type { Point } from './placement.ts';

interface Parts {
  view: PictureView;
  /** Whether one finger is the other side's pointer. */
  controlled: () => boolean;
  /** Two fingers have come down: what the first one began over there is over. */
  letGo: () => void;
}

/**
 * Fingers on the picture: one moves it, two move and zoom it. Where one finger goes to the other side,
 * two are still the viewer's own, until the last of them has left.
 *
 * @returns lets go of the room
 */
export function listenToTouches(room: HTMLElement, { view, controlled, letGo }: Parts): () => void {
  const scope = new Scope();
  const fingers = new Map<number, Point>();
  let pinching = false;
  const early = { capture: true };

  const finger = (event: PointerEvent): Point => {
    const { left, top } = room.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const isOwn = (): boolean => pinching || !controlled();

  const down = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') return;
    fingers.set(event.pointerId, finger(event));
    if (fingers.size === 2 && !pinching) {
      pinching = true;
      if (controlled()) letGo();
    }
    if (pinching) event.stopImmediatePropagation();
  };
  const move = (event: PointerEvent): void => {
    const before = fingers.get(event.pointerId);
    if (!before || !isOwn()) return;
    event.stopImmediatePropagation();
    const now = finger(event);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    if (!other) {
      // What is left of a pinch moves nothing over there, and nothing here with a jump.
      view.panBy({ x: now.x - before.x, y: now.y - before.y });
      return;
    }
    const [last, next] = [between(before, other), between(now, other)];
    view.panBy({ x: next.x - last.x, y: next.y - last.y });
    const apart = distance(before, other);
    if (apart > 0) view.zoomBy(distance(now, other) / apart, next);
  };
  const up = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return;
    if (pinching) event.stopImmediatePropagation();
    if (fingers.size === 0) pinching = false;
  };
  scope.listen(room, 'pointerdown', down, early);
  scope.listen(room, 'pointermove', move, early);
  for (const end of ['pointerup', 'pointercancel']) scope.listen(room, end, up, early);
  return () => scope.close();
}

function between(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
