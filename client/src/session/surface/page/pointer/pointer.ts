import type { InputRefusal } from '@beside/shared/protocol/input';
import { createPointerCapture } from './capture.ts';
import { isGuarded } from '../dom/protection.ts';
import type { Place } from '../dom/hitTest.ts';
import type { Popups } from '../popup/popups.ts';
import { createHover } from './hover.ts';
import { buttonBit, fireMouse, firePointer } from './pose.ts';
import { createPressing } from './pressing.ts';
import { createStance, type ButtonMessage, type PointerMessage } from './stance.ts';

export interface Pointer {
  apply(message: PointerMessage): InputRefusal | undefined;
  /** The last element pressed: Tab starts there where nothing has the focus. */
  pressed(): Element | undefined;
  release(): void;
  /** The hand is gone. */
  end(): void;
}

/** The mouse of the hand: what it is over, what it presses, and who has captured it. */
export function createPointer(
  page: Window,
  popups: Popups,
  onCursor: (place: Place) => void,
): Pointer {
  const hover = createHover();
  const capture = createPointerCapture();
  const stance = createStance(page, capture);
  const pressing = createPressing(stance, capture, popups);

  function move(): InputRefusal | undefined {
    const { pose, hit } = stance;
    if (pressing.drags()) return stance.refusal();
    capture.settle(pose);
    const captor = capture.target();
    const seen = hit && !isGuarded(hit.element) ? [...hit.frames, hit.element] : [];
    hover.moveTo(captor ? [captor] : seen, pose);
    const target = stance.reached();
    if (target) {
      firePointer(target, 'pointermove', pose);
      if (!pressing.withoutMouse()) fireMouse(target, 'mousemove', pose);
    }
    pressing.follow(target);
    return stance.refusal();
  }

  /** A button never acts where the hand was not seen to go: moves may be lost on the way. */
  function moveBefore({ type, button }: ButtonMessage): void {
    const after = stance.pose;
    const bit = pressing.holds(button) ? buttonBit(button) : 0;
    const others = after.buttons & ~buttonBit(button);
    stance.pose = { ...after, buttons: type === 'down' ? others : others | bit };
    move();
    stance.pose = { ...after, movement: { x: 0, y: 0 }, trail: [] };
  }

  /** Over a popup the page sees nothing; a press that opened it is let go of where it began. */
  function overPopup({ type, ...message }: PointerMessage): InputRefusal | undefined {
    const { place } = stance.pose;
    popups.hover(place);
    if (type !== 'up') return undefined;
    const up = { ...message, type } as ButtonMessage;
    if (pressing.holds(up.button)) pressing.up(up);
    if (up.button === 0) popups.press(place);
    return undefined;
  }

  return {
    apply(message) {
      popups.check();
      const moved = stance.take(message, pressing.refusedButtons());
      onCursor(stance.pose.place);
      if (popups.covers(stance.pose.place)) return overPopup(message);
      if (message.type === 'move') return move();
      // The page may have changed under a hand that rests.
      const other = message.type === 'down' && hover.over() !== stance.reached();
      if (moved || other) moveBefore(message);
      return message.type === 'down' ? pressing.down(message) : pressing.up(message);
    },
    pressed: () => pressing.pressed(),
    release() {
      const still = { movement: { x: 0, y: 0 }, modifiers: 0, buttons: 0, trail: [] };
      stance.pose = { ...stance.pose, ...still };
      pressing.release();
      hover.moveTo([], stance.pose);
      stance.forget();
    },
    end: () => capture.restore(),
  };
}
