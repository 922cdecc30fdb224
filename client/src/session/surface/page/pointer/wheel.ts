import type { InputRefusal } from '@beside/shared/protocol/input';
import type { HandMessage } from '../../surface.ts';
import { fire, modifierInit } from '../dom/fire.ts';
import { hitTest, placeIn, placeOf } from '../dom/hitTest.ts';
import { pressRefusal } from '../dom/protection.ts';
import type { Popups } from '../popup/popups.ts';
import { scrollFrom } from '../dom/scrolling.ts';

type WheelMessage = Extract<HandMessage, { type: 'wheel' }>;

/** Turns the wheel: the page is told, and what is under the hand scrolls. Nothing zooms. */
export function turnWheel(
  page: Window,
  message: WheelMessage,
  popups: Popups,
): InputRefusal | undefined {
  const { deltaX, deltaY } = message;
  const place = placeOf(page, message);
  if (popups.scroll(place, deltaY)) return undefined;
  const { element } = hitTest(page, place);
  const refusal = pressRefusal(element);
  if (refusal && refusal !== 'private') return refusal;
  const modifiers = modifierInit(message.modifiers);
  const { x, y } = placeIn(element.ownerDocument, page, place);
  const init = { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y };
  // A private region is scrolled past, but its own handlers could make a value of the wheel.
  const proceeds =
    refusal === 'private' ||
    fire(
      element,
      (view) => new view.WheelEvent('wheel', { ...init, view, deltaX, deltaY, ...modifiers }),
    );
  if (proceeds && !modifiers.ctrlKey && element.isConnected) {
    scrollFrom(page, element, deltaX, deltaY);
  }
  return undefined;
}
