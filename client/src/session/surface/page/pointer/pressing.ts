import { modifierBits, type InputRefusal } from '@beside/shared/protocol/input';
import { clickRefusal } from '../dom/activation.ts';
import type { PointerCapture } from './capture.ts';
import { fireClicks, isMenuOnRelease, openMenu } from './clicks.ts';
import { commonAncestor, viewOf } from '../dom/composedTree.ts';
import { createDrag, type Drag } from './dragAndDrop.ts';
import { disabledControlOf } from '../dom/elements.ts';
import { focusByPress } from '../dom/focus.ts';
import { goThroughHistory } from '../dom/history.ts';
import { beginGesture, type Gesture, type PressStart } from './gesture.ts';
import { placeIn } from '../dom/hitTest.ts';
import { buttonBit, fireMouse, firePointer } from './pose.ts';
import { isGuarded, pressRefusal } from '../dom/protection.ts';
import { dragText } from './textDrag.ts';
import type { Popups } from '../popup/popups.ts';
import { scrollByPress } from './scrollbar.ts';
import type { ButtonMessage, Stance } from './stance.ts';

interface Pressing {
  down(message: ButtonMessage): InputRefusal | undefined;
  up(message: ButtonMessage): InputRefusal | undefined;
  /** @returns whether a drag has this move: nothing else sees it then */
  drags(): boolean;
  /** Selects, slides or scrolls on with a move. */
  follow(over: Element | undefined): void;
  /** The page has prevented `pointerdown`, and gets no mouse events until it is up. */
  withoutMouse(): boolean;
  holds(button: number): boolean;
  refusedButtons(): number;
  pressed(): Element | undefined;
  release(): void;
}

/** A button that is down, and what it pressed; or why its press was not carried out. */
type Press = { target: Element } | { refusal: InputRefusal };

/** The buttons of the hand: down, the browser's default, up, and the click. */
export function createPressing(stance: Stance, capture: PointerCapture, popups: Popups): Pressing {
  const presses = new Map<number, Press>();
  let withoutMouse = false;
  let gesture: Gesture | undefined;
  let drag: Drag | undefined;
  let lastPressed: Element | undefined;

  const holds = (button: number): boolean => 'target' in (presses.get(button) ?? {});
  const isDown = (): boolean => [...presses.keys()].some(holds);

  /** What is under the hand and takes more than hovering. */
  function unprotected(): Element | undefined {
    const target = stance.reached();
    return target && !pressRefusal(target) ? target : undefined;
  }

  function down(message: ButtonMessage): InputRefusal | undefined {
    const { button } = message;
    if (holds(button)) return undefined;
    const { pose } = stance;
    const target = stance.reached();
    const refusal = target ? downRefusal(target, message) : stance.refusal();
    if (refusal) presses.set(button, { refusal });
    if (refusal || !target) return refusal;
    const chorded = isDown();
    presses.set(button, { target });
    lastPressed = target;
    const view = viewOf(target);
    if (!chorded && view) capture.begin(view);
    if (chorded) firePointer(target, 'pointermove', pose, { button });
    else withoutMouse = !firePointer(target, 'pointerdown', pose, { button });
    if (!withoutMouse) pressMouse(target, message);
    capture.settle(pose);
    if (button === 2 && !isMenuOnRelease(pose.page)) openMenu(target, pose);
    return undefined;
  }

  function pressMouse(target: Element, { button, clicks: detail, modifiers }: ButtonMessage): void {
    const { pose } = stance;
    const deaf = disabledControlOf(target) !== undefined;
    if (!deaf && !fireMouse(target, 'mousedown', pose, { button, detail })) return;
    if (!target.isConnected || isGuarded(target)) return;
    const start: PressStart = {
      target,
      clicks: Math.max(1, detail),
      extend: (modifiers & modifierBits.shift) !== 0,
      toggle: (modifiers & (modifierBits.control | modifierBits.meta)) !== 0,
      isCopying: () => (stance.pose.modifiers & (modifierBits.control | modifierBits.alt)) !== 0,
      pointIn: (document) => placeIn(document, pose.page, stance.pose.place),
    };
    const scrollbar = button === 0 ? scrollByPress(start) : undefined;
    if (!scrollbar) focusByPress(pose.page, target);
    if (button !== 0) return;
    if (scrollbar) popups.close();
    else popups.pressOn(target);
    drag = scrollbar ? undefined : (createDrag(target, pose.place) ?? dragText(start));
    gesture = scrollbar ?? (drag ? undefined : beginGesture(start));
  }

  function up({ button, clicks: detail }: ButtonMessage): InputRefusal | undefined {
    const press = presses.get(button);
    presses.delete(button);
    if (!press) return undefined;
    if ('refusal' in press) return press.refusal;
    const target = unprotected();
    const clickFollows = letGo(target ?? press.target, button, detail);
    if (!clickFollows || !target?.isConnected) return stance.refusal();
    const shared = commonAncestor(press.target, target);
    return shared && fireClicks(shared, stance.pose, { button, detail }, popups);
  }

  /** @returns whether a click follows */
  function letGo(target: Element, button: number, detail: number): boolean {
    const { pose } = stance;
    const dropped = button === 0 && (drag?.drop(unprotected(), pose) ?? false);
    const scrolled = button === 0 && (gesture?.swallowsClick ?? false);
    if (!dropped) {
      firePointer(target, isDown() ? 'pointermove' : 'pointerup', pose, { button });
      const deaf = withoutMouse || disabledControlOf(target);
      const goesOn = deaf || fireMouse(target, 'mouseup', pose, { button, detail });
      if (goesOn && detail > 0) goByButton(pose.page, button);
    }
    if (button === 0) {
      if (!dropped) drag?.rest?.();
      gesture?.end?.();
      gesture = undefined;
      drag = undefined;
    }
    if (!isDown()) {
      withoutMouse = false;
      capture.end(pose);
    }
    if (button === 2 && isMenuOnRelease(pose.page)) openMenu(target, pose);
    return !dropped && !scrolled;
  }

  return {
    down,
    up,
    holds,
    drags: () => drag?.move(unprotected(), stance.pose) ?? false,
    follow: (over) => gesture?.move({ over }),
    withoutMouse: () => withoutMouse,
    refusedButtons() {
      const refused = [...presses.keys()].filter((button) => !holds(button));
      return refused.reduce((bits, button) => bits | buttonBit(button), 0);
    },
    pressed: () => lastPressed,
    release() {
      drag?.cancel(stance.pose);
      for (const [button, press] of [...presses]) {
        presses.delete(button);
        if ('target' in press) letGo(unprotected() ?? press.target, button, 0);
      }
      lastPressed = undefined;
    },
  };
}

/** The buttons at the side of a mouse lead through the history. */
function goByButton(page: Window, button: number): void {
  if (button === 3) goThroughHistory(page, -1);
  if (button === 4) goThroughHistory(page, 1);
}

/** As if Control were down: a middle click on a link opens it in another tab. */
const asIfAside = modifierBits.control;

function downRefusal(
  target: Element,
  { button, modifiers }: ButtonMessage,
): InputRefusal | undefined {
  if (button === 0) return clickRefusal(target, modifiers);
  return button === 1 ? clickRefusal(target, asIfAside) : pressRefusal(target);
}
