import { viewOf } from '../dom/composedTree.ts';
import type { Gesture, PressStart } from './gesture.ts';

/** A press on a scroll bar: its thumb follows the pointer. */
export function scrollByPress(start: PressStart): Gesture | undefined {
  const { target } = start;
  const scroller = viewportScroller(target) ?? target;
  const begin = start.pointIn(target.ownerDocument);
  const axis = axisAt(target, begin.x, begin.y);
  if (!axis) return undefined;
  const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = scroller;
  return {
    swallowsClick: true,
    move() {
      const now = start.pointIn(target.ownerDocument);
      const top = scrollTop + ((now.y - begin.y) * scrollHeight) / Math.max(1, clientHeight);
      const left = scrollLeft + ((now.x - begin.x) * scrollWidth) / Math.max(1, clientWidth);
      const behavior = 'instant';
      scroller.scrollTo(axis === 'y' ? { top, behavior } : { left, behavior });
    },
  };
}

function viewportScroller(target: Element): Element | null {
  const { documentElement, scrollingElement } = target.ownerDocument;
  return target === documentElement ? scrollingElement : null;
}

/** Which of an element's scroll bars lies at a point of its viewport. */
function axisAt(element: Element, x: number, y: number): 'x' | 'y' | undefined {
  const view = viewOf(element);
  if (!view) return undefined;
  if (viewportScroller(element)) {
    if (x >= element.clientWidth && element.clientWidth < view.innerWidth) return 'y';
    return y >= element.clientHeight && element.clientHeight < view.innerHeight ? 'x' : undefined;
  }
  const style = view.getComputedStyle(element);
  if (!/auto|scroll/.test(style.overflow)) return undefined;
  const { offsetWidth, offsetHeight } = element as HTMLElement;
  const { clientLeft, clientTop, clientWidth, clientHeight } = element;
  const bars = {
    y: offsetWidth - clientWidth - clientLeft - Number.parseFloat(style.borderRightWidth),
    x: offsetHeight - clientHeight - clientTop - Number.parseFloat(style.borderBottomWidth),
  };
  const box = element.getBoundingClientRect();
  const [inX, inY] = [x - box.left - clientLeft, y - box.top - clientTop];
  if (bars.y > 1 && inX >= clientWidth && inX < clientWidth + bars.y && inY >= 0) return 'y';
  return bars.x > 1 && inY >= clientHeight && inY < clientHeight + bars.x ? 'x' : undefined;
}
