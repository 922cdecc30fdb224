import type { FramePoint } from '@beside/shared/protocol/drawing';
import type { Placement } from '../../media/picture/placement.ts';
import { isFrame, lineageAcrossFrames, viewOf } from '../surface/page/dom/composedTree.ts';
import { hitTest, type Place } from '../surface/page/dom/hitTest.ts';
import type { Mark } from './markBook.ts';

const full = 65_535;

/** What a mark was drawn on. */
interface Anchor {
  element: Element;
  /** Where that was when it was last looked at. */
  at: Place;
  /** The mark was whole when this was chosen. */
  final: boolean;
  moved: boolean;
  /** Of each of the mark's points, from there. */
  points: WeakMap<FramePoint, Place>;
}

export interface PageAnchors {
  /** The same marks where what they were drawn on is now; without those whose content is scrolled away. */
  place(marks: readonly Mark[]): Mark[];
  /** Whether any of them would lie elsewhere by now. */
  haveMoved(): boolean;
}

/**
 * Keeps what is drawn on a page at the content that it points at, however that moves: when the page is
 * scrolled, a part of it, or a frame.
 *
 * @param box where the captured frame lies in the page's viewport
 */
export function createPageAnchors(page: Window, box: () => Placement): PageAnchors {
  const anchors = new WeakMap<Mark, Anchor>();
  let placed: readonly Mark[] = [];

  const toPage = ({ x, y }: FramePoint): Place => {
    const { left, top, width, height } = box();
    return { x: left + (x / full) * width, y: top + (y / full) * height };
  };
  const toFrame = ({ x, y }: Place): FramePoint => {
    const { left, top, width, height } = box();
    return { x: ((x - left) / width) * full, y: ((y - top) / height) * full };
  };
  /** Where a mark is drawn now; what is new of it lies where it was drawn. */
  const drawnAt = (mark: Mark, anchor: Anchor | undefined): Place[] =>
    mark.points.map((point) => {
      const from = anchor?.points.get(point);
      return anchor && from ? { x: anchor.at.x + from.x, y: anchor.at.y + from.y } : toPage(point);
    });

  /** Chooses what a mark lies on, again once it is whole, or where that has gone from the page. */
  const anchorOf = (mark: Mark): Anchor => {
    const known = anchors.get(mark);
    const isThere = known?.element.isConnected === true;
    if (known && isThere) {
      const at = positionOf(known.element);
      known.moved ||= at.x !== known.at.x || at.y !== known.at.y;
      known.at = at;
      if (known.final || !mark.done) return known;
    }
    const { element } = hitTest(page, pointedAt(mark, drawnAt(mark, known)));
    const [at, moved] = [positionOf(element), known?.moved ?? false];
    const chosen: Anchor = { element, at, moved, final: mark.done, points: new WeakMap() };
    keepPoints(mark, chosen, drawnAt(mark, known));
    anchors.set(mark, chosen);
    return chosen;
  };

  const placeOne = (mark: Mark): Mark[] => {
    const anchor = anchorOf(mark);
    const drawn = drawnAt(mark, anchor);
    keepPoints(mark, anchor, drawn);
    if (anchor.moved && !isInSight(anchor.element, pointedAt(mark, drawn))) return [];
    return [{ ...mark, points: drawn.map(toFrame) }];
  };

  return {
    place(marks) {
      placed = marks;
      return marks.flatMap(placeOne);
    },
    haveMoved: () =>
      placed.some((mark) => {
        const anchor = anchors.get(mark);
        if (!anchor?.element.isConnected) return true;
        const { x, y } = positionOf(anchor.element);
        return x !== anchor.at.x || y !== anchor.at.y;
      }),
  };
}

function keepPoints({ points }: Mark, anchor: Anchor, drawn: readonly Place[]): void {
  const { at } = anchor;
  points.forEach((point, index) => {
    const { x, y } = drawn[index] ?? at;
    anchor.points.set(point, { x: x - at.x, y: y - at.y });
  });
}

/** What a mark means: the end of an arrow, the place of a text, the middle of everything else. */
function pointedAt({ tool }: Mark, points: readonly Place[]): Place {
  const last = points.at(-1) ?? { x: 0, y: 0 };
  if (tool === 'arrow' || tool === 'text') return last;
  const middle = (values: number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  return { x: middle(points.map(({ x }) => x)), y: middle(points.map(({ y }) => y)) };
}

/** Where an element's content is in the viewport of the page, in CSS px. */
function positionOf(element: Element): Place {
  const { left, top } = boxOf(element);
  // What a viewport has scrolled moves the box of its root already.
  if (element === element.ownerDocument.scrollingElement) return { x: left, y: top };
  return { x: left - element.scrollLeft, y: top - element.scrollTop };
}

/** The box of an element in the viewport of the page, through the frames that it is in. */
function boxOf(element: Element): Placement {
  const { left, top, width, height } = element.getBoundingClientRect();
  const frame = viewOf(element)?.frameElement;
  if (!frame) return { left, top, width, height };
  const around = boxOf(frame);
  const x = around.left + frame.clientLeft;
  const y = around.top + frame.clientTop;
  return { left: left + x, top: top + y, width, height };
}

/** Whether a place is inside of everything that cuts off what overflows around an element. */
function isInSight(element: Element, { x, y }: Place): boolean {
  return lineageAcrossFrames(element).every((around) => {
    if (!cutsOff(around)) return true;
    const { left, top, width, height } = boxOf(around);
    return x >= left && x <= left + width && y >= top && y <= top + height;
  });
}

function cutsOff(element: Element): boolean {
  if (isFrame(element)) return true;
  const { documentElement, body } = element.ownerDocument;
  if (element === documentElement || element === body) return false;
  const overflow = viewOf(element)?.getComputedStyle(element).overflow ?? 'visible';
  return !overflow.split(' ').every((way) => way === 'visible');
}
