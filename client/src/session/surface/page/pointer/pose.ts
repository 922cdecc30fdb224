import type { PageView } from '../dom/composedTree.ts';
import { fire, modifierInit } from '../dom/fire.ts';
import { placeIn, type Place } from '../dom/hitTest.ts';

/** The mouse's id in Chromium: pages may call `setPointerCapture` with it without an error. */
export const handPointerId = 1;

/** How the hand stands at one message. */
export interface Pose {
  page: Window;
  place: Place;
  /** Since the last pose. */
  movement: Place;
  modifiers: number;
  buttons: number;
  /** Where it was since the pose before, oldest first. */
  trail: readonly Place[];
}

interface Kind {
  /** What changed, or -1 where no button did. */
  button?: number;
  /** The number of clicks in a row. */
  detail?: number;
  relatedTarget?: Element | null;
}

const silent = /(enter|leave)$/;
const uncancellable = /(enter|leave|cancel|capture)$/;

function mouseInit(view: PageView, target: Element, type: string, pose: Pose, kind: Kind) {
  const { x, y } = placeIn(target.ownerDocument, pose.page, pose.place);
  const { screenX, screenY, outerWidth, outerHeight, innerWidth, innerHeight } = pose.page;
  return {
    bubbles: !silent.test(type),
    cancelable: !uncancellable.test(type),
    composed: !silent.test(type),
    view,
    clientX: x,
    clientY: y,
    screenX: screenX + (outerWidth - innerWidth) / 2 + pose.place.x,
    screenY: screenY + (outerHeight - innerHeight) + pose.place.y,
    movementX: pose.movement.x,
    movementY: pose.movement.y,
    button: -1,
    buttons: pose.buttons,
    ...modifierInit(pose.modifiers),
    ...kind,
  };
}

export function fireMouse(target: Element, type: string, pose: Pose, kind: Kind = {}): boolean {
  return fire(
    target,
    (view) => new view.MouseEvent(type, mouseInit(view, target, type, pose, kind)),
  );
}

const pointer = { pointerId: handPointerId, pointerType: 'mouse' };

export function firePointer(target: Element, type: string, pose: Pose, kind: Kind = {}): boolean {
  const moving = { pressure: pose.buttons === 0 ? 0 : 0.5, isPrimary: true, ...pointer };
  return fire(target, (view) => {
    const init = { ...moving, ...mouseInit(view, target, type, pose, kind) };
    // Drawing pages read the coalesced events alone.
    const at = (place: Place) =>
      new view.PointerEvent(type, {
        ...moving,
        ...mouseInit(view, target, type, { ...pose, place }, kind),
      });
    const coalescedEvents = type === 'pointermove' ? [...pose.trail, pose.place].map(at) : [];
    return new view.PointerEvent(type, { ...init, coalescedEvents });
  });
}

/** `click`, `auxclick` and `contextmenu`: pointer events with whole coordinates. */
export function fireClick(target: Element, type: string, pose: Pose, kind: Kind): boolean {
  return fire(target, (view) => {
    const init = mouseInit(view, target, type, pose, kind);
    const whole = { clientX: Math.floor(init.clientX), clientY: Math.floor(init.clientY) };
    return new view.PointerEvent(type, { ...init, ...whole, ...pointer });
  });
}

/** The bit of a button in `buttons` (W3C UI Events, 3.4.3). */
export function buttonBit(button: number): number {
  return [1, 4, 2, 8, 16][button] ?? 0;
}
