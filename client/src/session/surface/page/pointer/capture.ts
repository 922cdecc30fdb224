import type { PageView } from '../dom/composedTree.ts';
import { replaceMethod } from '../dom/replaceMethod.ts';
import { firePointer, handPointerId, type Pose } from './pose.ts';

export interface PointerCapture {
  /** From now on the page may capture the pressed pointer. */
  begin(view: PageView): void;
  /** Carries out what the page asked for since the last event. */
  settle(pose: Pose): void;
  /** What gets the pointer's events in place of what is under it. */
  target(): Element | undefined;
  /** The last button is up. */
  end(pose: Pose): void;
  /** The hand is gone: the page's methods are the browser's own again. */
  restore(): void;
}

type Capturing<R> = (this: Element, id: number) => R;

/**
 * Chromium captures only while the mouse's own button is down, so that a synthetic press has to
 * bring its own capture: sliders and drag handles ask for it and check it. The methods of the
 * page are replaced at the first press, and do as the browser's own where nothing is pressed.
 */
export function createPointerCapture(): PointerCapture {
  let isPressed = false;
  let wanted: Element | undefined;
  let current: Element | undefined;
  /** Of each frame, by its `Element.prototype`. */
  const replaced = new Map<object, (() => void)[]>();

  const isHand = (id: number): boolean => isPressed && id === handPointerId;
  const want = (element: Element): void => {
    wanted = element;
  };
  const replace = (element: object): (() => void)[] => [
    replaceMethod<Capturing<void>>(element, 'setPointerCapture', (native) => {
      return function setPointerCapture(id) {
        if (isHand(id) && this.isConnected) want(this);
        else native.call(this, id);
      };
    }),
    replaceMethod<Capturing<void>>(element, 'releasePointerCapture', (native) => {
      return function releasePointerCapture(id) {
        if (!isHand(id)) native.call(this, id);
        else if (wanted === this) wanted = undefined;
      };
    }),
    replaceMethod<Capturing<boolean>>(element, 'hasPointerCapture', (native) => {
      return function hasPointerCapture(id) {
        return isHand(id) ? wanted === this : native.call(this, id);
      };
    }),
  ];

  function settle(pose: Pose): void {
    if (wanted && !wanted.isConnected) wanted = undefined;
    if (wanted === current) return;
    const previous = current;
    current = wanted;
    if (previous) firePointer(previous, 'lostpointercapture', pose);
    if (current) firePointer(current, 'gotpointercapture', pose);
  }

  return {
    begin({ Element: { prototype } }) {
      isPressed = true;
      if (!replaced.has(prototype)) replaced.set(prototype, replace(prototype));
    },
    settle,
    target: () => (current?.isConnected ? current : undefined),
    end(pose) {
      isPressed = false;
      wanted = undefined;
      settle(pose);
    },
    restore() {
      for (const restores of replaced.values()) for (const restore of restores) restore();
      replaced.clear();
    },
  };
}
