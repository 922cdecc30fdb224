import { lineageAcrossFrames, viewOf } from './composedTree.ts';

/**
 * Scrolls the nearest scroller around an element that can still go that way, on to the viewport
 * and the frames around, as a wheel does.
 */
export function scrollFrom(page: Window, element: Element, deltaX: number, deltaY: number): void {
  for (const at of lineageAcrossFrames(element)) {
    const { documentElement } = at.ownerDocument;
    const scroller = at === documentElement ? (at.ownerDocument.scrollingElement ?? at) : at;
    const axes = scrollableAxes(at);
    const left = axes.x && canMove(scroller, 'x', deltaX) ? deltaX : 0;
    const top = axes.y && canMove(scroller, 'y', deltaY) ? deltaY : 0;
    if (left !== 0 || top !== 0) {
      scroller.scrollBy({ left, top, behavior: 'instant' });
      return;
    }
    if (holdsChain(at, axes) || at === page.document.documentElement) return;
  }
}

interface Axes {
  x: boolean;
  y: boolean;
}

/** In which directions the element is a scroller for a person. */
function scrollableAxes(element: Element): Axes {
  const view = viewOf(element);
  if (!view) return { x: false, y: false };
  const { documentElement } = element.ownerDocument;
  // A document of SVG has none.
  const body = element.ownerDocument.body as HTMLElement | null;
  const { overflowX, overflowY } = view.getComputedStyle(element);
  if (element === documentElement) {
    // What `body` says of overflow is the viewport's where `html` says nothing.
    const visible = overflowX === 'visible' && overflowY === 'visible';
    const style = visible && body ? view.getComputedStyle(body) : { overflowX, overflowY };
    return { x: !isClipped(style.overflowX), y: !isClipped(style.overflowY) };
  }
  if (element === body && view.getComputedStyle(documentElement).overflowY === 'visible') {
    return { x: false, y: false };
  }
  return { x: /auto|scroll/.test(overflowX), y: /auto|scroll/.test(overflowY) };
}

function isClipped(overflow: string): boolean {
  return overflow === 'hidden' || overflow === 'clip';
}

function canMove(element: Element, axis: 'x' | 'y', delta: number): boolean {
  const [at, extent, shown] =
    axis === 'x'
      ? [element.scrollLeft, element.scrollWidth, element.clientWidth]
      : [element.scrollTop, element.scrollHeight, element.clientHeight];
  const range = extent - shown;
  // Right-to-left scrollers count from 0 down.
  const [least, most] = axis === 'x' && isRightToLeft(element) ? [-range, 0] : [0, range];
  return delta < 0 ? at > least : delta > 0 && at < most - 0.5;
}

function isRightToLeft(element: Element): boolean {
  return viewOf(element)?.getComputedStyle(element).direction === 'rtl';
}

function holdsChain(element: Element, axes: Axes): boolean {
  if (!axes.x && !axes.y) return false;
  const behavior = viewOf(element)?.getComputedStyle(element).overscrollBehaviorY ?? 'auto';
  return behavior !== 'auto' && element !== element.ownerDocument.documentElement;
}

/** By keys: the distance of one press, in CSS pixels. */
const lineStep = 40;
const pageShare = 0.875;

/** Scrolls by an arrow, Page, Home, End or Space key. */
export function scrollByKey(page: Window, element: Element, key: string, shift: boolean): void {
  const view = viewOf(element) ?? page;
  const screenful = Math.max(view.innerHeight * pageShare, 1);
  const [x, y] = distanceOf(key === ' ' ? (shift ? 'PageUp' : 'PageDown') : key, screenful);
  if (x !== 0 || y !== 0) scrollFrom(page, element, x, y);
}

const furthest = 1_000_000;

function distanceOf(key: string, screenful: number): [x: number, y: number] {
  switch (key) {
    case 'ArrowUp':
      return [0, -lineStep];
    case 'ArrowDown':
      return [0, lineStep];
    case 'ArrowLeft':
      return [-lineStep, 0];
    case 'ArrowRight':
      return [lineStep, 0];
    case 'PageUp':
      return [0, -screenful];
    case 'PageDown':
      return [0, screenful];
    case 'Home':
      return [0, -furthest];
    case 'End':
      return [0, furthest];
    default:
      return [0, 0];
  }
}
