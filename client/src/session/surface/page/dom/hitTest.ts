import type { FramePoint } from '@beside/shared/protocol/input';
import { frameOf, isForeignFrame, isFrame } from './composedTree.ts';

/** CSS pixels from the left and upper edge of the page's viewport. */
export interface Place {
  x: number;
  y: number;
}

export interface Hit {
  element: Element;
  /** The same-origin frame elements around it, outermost first. */
  frames: Element[];
  /** It is a frame of another origin. */
  foreign: boolean;
}

const frameUnits = 65_535;

/**
 * Where in the viewport a point of the captured frame lies: the frame shows the visual viewport.
 * In whole pixels, as the mouse of a page that is not zoomed.
 */
export function placeOf(window: Window, point: FramePoint): Place {
  const { scale, offsetLeft, offsetTop } = window.visualViewport ?? unzoomed;
  const along = (fraction: number, offset: number, extent: number): number => {
    const inside = Math.round((fraction / frameUnits) * extent);
    return offset + Math.max(0, Math.min(inside, extent - 1)) / scale;
  };
  return {
    x: along(point.x, offsetLeft, window.innerWidth),
    y: along(point.y, offsetTop, window.innerHeight),
  };
}

const unzoomed = { scale: 1, offsetLeft: 0, offsetTop: 0 };

/**
 * The innermost element at a place, inside open shadow roots and same-origin frames. The scroll
 * bars of a viewport are its root element's.
 */
export function hitTest(window: Window, place: Place): Hit {
  const frames: Element[] = [];
  let document = window.document;
  let { x, y } = place;
  for (;;) {
    const element = elementAt(document, x, y) ?? document.documentElement;
    const inner = isFrame(element) ? element.contentDocument : null;
    if (!inner?.defaultView) return { element, frames, foreign: isForeignFrame(element) };
    ({ x, y } = intoFrame(element, { x, y }));
    const { innerWidth, innerHeight } = inner.defaultView;
    const isInside = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
    if (!isInside || inner.childElementCount === 0) return { element, frames, foreign: false };
    frames.push(element);
    document = inner;
  }
}

function elementAt(document: Document, x: number, y: number): Element | null {
  let element = document.elementFromPoint(x, y);
  while (element?.shadowRoot) {
    const inner: Element | null = element.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner.getRootNode() !== element.shadowRoot) return element;
    element = inner;
  }
  return element;
}

/** A place of the page in the coordinates of a frame's viewport. */
export function placeIn(document: Document, page: Window, place: Place): Place {
  const frame = document === page.document ? null : frameOf(document);
  return frame ? intoFrame(frame, placeIn(frame.ownerDocument, page, place)) : place;
}

function intoFrame(frame: Element, place: Place): Place {
  const box = frame.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = frame as HTMLElement;
  const style = frame.ownerDocument.defaultView?.getComputedStyle(frame);
  const padding = (side: string): number => Number.parseFloat(side) || 0;
  return {
    x:
      (place.x - box.left) / (box.width / offsetWidth || 1) -
      frame.clientLeft -
      padding(style?.paddingLeft ?? ''),
    y:
      (place.y - box.top) / (box.height / offsetHeight || 1) -
      frame.clientTop -
      padding(style?.paddingTop ?? ''),
  };
}
