import { lineage } from '../dom/composedTree.ts';
import { fire, modifierInit } from '../dom/fire.ts';
import { placeIn, type Place } from '../dom/hitTest.ts';
import { firePointer, type Pose } from './pose.ts';

export interface Drag {
  /** A press that went nowhere: what it was on is not dragged. */
  rest?(): void;
  /** @returns whether the drag has the pointer's events now */
  move(over: Element | undefined, pose: Pose): boolean;
  /** @returns whether there was a drag: no click follows then */
  drop(over: Element | undefined, pose: Pose): boolean;
  cancel(pose: Pose): void;
}

/** What the browser itself drags and drops, where the page does not. */
export interface Cargo {
  fill(data: DataTransfer): void;
  /** Whether it could be dropped there. */
  fits(over: Element): boolean;
  drop(over: Element, data: DataTransfer): void;
}

/** How far a press must travel to become a drag, in CSS pixels. */
const threshold = 4;

/** HTML drag and drop of a `draggable` element inside the page. */
export function createDrag(pressed: Element, from: Place): Drag | undefined {
  const source = lineage(pressed).find((element) => element.getAttribute('draggable') === 'true');
  return source && createDragOf(source, pressed, from);
}

/** @param held which gets `dragstart` and `dragend` */
export function createDragOf(held: Element, pressed: Element, from: Place, cargo?: Cargo): Drag {
  let state: 'waiting' | 'dragging' | 'over' = 'waiting';
  let target: Element | undefined;
  let accepted = false;
  let data: DataTransfer | undefined;

  const send = (at: Element, type: string, pose: Pose, related?: Element): boolean =>
    fire(at, (view) => {
      if (!data) {
        data = createTransfer(view);
        cargo?.fill(data);
      }
      const { x, y } = placeIn(at.ownerDocument, pose.page, pose.place);
      const base = { bubbles: true, composed: true, view, dataTransfer: data };
      const cancelable = !/^drag(leave|end)$/.test(type);
      const where = {
        clientX: x,
        clientY: y,
        buttons: pose.buttons,
        ...modifierInit(pose.modifiers),
      };
      const init = { ...base, cancelable, ...where, relatedTarget: related ?? null };
      return new view.DragEvent(type, init);
    });

  function begin(pose: Pose): void {
    const far = Math.hypot(pose.place.x - from.x, pose.place.y - from.y) >= threshold;
    if (!far || state !== 'waiting') return;
    state = 'over';
    if (!send(held, 'dragstart', pose)) return;
    state = 'dragging';
    firePointer(pressed, 'pointercancel', { ...pose, buttons: 0 });
  }

  function enter(over: Element | undefined, pose: Pose): void {
    if (over === target) return;
    const left = target;
    target = over;
    if (over) send(over, 'dragenter', pose, left);
    if (left) send(left, 'dragleave', pose, over);
  }

  function end(pose: Pose): void {
    state = 'over';
    send(held, 'dragend', pose);
  }

  return {
    move(over, pose) {
      begin(pose);
      if (state !== 'dragging') return false;
      send(held, 'drag', pose);
      enter(over, pose);
      accepted =
        over !== undefined && (!send(over, 'dragover', pose) || (cargo?.fits(over) ?? false));
      return true;
    },
    drop(over, pose) {
      if (state !== 'dragging') return false;
      enter(over, pose);
      if (!over || !accepted) enter(undefined, pose);
      else if (send(over, 'drop', pose) && data && cargo?.fits(over)) cargo.drop(over, data);
      end(pose);
      return true;
    },
    cancel(pose) {
      if (state !== 'dragging') return;
      enter(undefined, pose);
      if (data) data.dropEffect = 'none';
      end(pose);
    },
  };
}

/** A transfer made by script keeps no effects: they are kept on the object itself. */
function createTransfer(view: { DataTransfer: typeof DataTransfer }): DataTransfer {
  const effect = { writable: true, enumerable: true };
  return Object.defineProperties(new view.DataTransfer(), {
    dropEffect: { ...effect, value: 'none' },
    effectAllowed: { ...effect, value: 'uninitialized' },
  });
}
