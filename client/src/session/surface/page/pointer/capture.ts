import type { PageView } from '../dom/composedTree.ts';
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
}

/**
 * Chromium captures only while the mouse's own button is down, so that a synthetic press has to
 * bring its own capture: sliders and drag handles ask for it and check it. The methods of the
 * page are replaced for the length of one press.
 */
export function createPointerCapture(): PointerCapture {
  let wanted: Element | undefined;
  let current: Element | undefined;
  let restore: (() => void) | undefined;

  function settle(pose: Pose): void {
    if (wanted && !wanted.isConnected) wanted = undefined;
    if (wanted === current) return;
    const previous = current;
    current = wanted;
    if (previous) firePointer(previous, 'lostpointercapture', pose);
    if (current) firePointer(current, 'gotpointercapture', pose);
  }

  return {
    begin(view) {
      restore?.();
      restore = replaceMethods(view, {
        get: () => wanted,
        set: (element) => (wanted = element),
      });
    },
    settle,
    target: () => (current?.isConnected ? current : undefined),
    end(pose) {
      restore?.();
      restore = undefined;
      wanted = undefined;
      settle(pose);
    },
  };
}

interface Wanted {
  get(): Element | undefined;
  set(element: Element | undefined): void;
}

type Methods = Pick<Element, 'setPointerCapture' | 'releasePointerCapture' | 'hasPointerCapture'>;

function replaceMethods(view: PageView, wanted: Wanted): () => void {
  const prototype: Methods = view.Element.prototype;
  const native: Methods = Object.fromEntries(
    names.map((name) => [name, prototype[name]]),
  ) as unknown as Methods;
  const ours = {
    setPointerCapture(this: Element, id: number): void {
      if (id === handPointerId && this.isConnected) wanted.set(this);
      else native.setPointerCapture.call(this, id);
    },
    releasePointerCapture(this: Element, id: number): void {
      if (id !== handPointerId) native.releasePointerCapture.call(this, id);
      else if (wanted.get() === this) wanted.set(undefined);
    },
    hasPointerCapture(this: Element, id: number): boolean {
      if (id === handPointerId) return wanted.get() === this;
      return native.hasPointerCapture.call(this, id);
    },
  };
  Object.assign(prototype, ours);
  return () => {
    // Whoever has wrapped one of them meanwhile keeps the wrapping.
    const still = names.filter((name) => prototype[name] === ours[name]);
    for (const name of still) Object.assign(prototype, { [name]: native[name] });
  };
}

const names = ['setPointerCapture', 'releasePointerCapture', 'hasPointerCapture'] as const;
