import { selectInControl, textPlaceAt, type TextPlace } from '../dom/caret.ts';
import { isElement, viewOf } from '../dom/composedTree.ts';
import { editingHostOf, isTextControl, type TextControl } from '../dom/elements.ts';
import { focusOn } from '../dom/focus.ts';
import { holdsProtected, typingRefusal } from '../dom/protection.ts';
import { edit, editableOf, elementOf, refusalOf, type Editable } from '../keyboard/editable.ts';
import { createDragOf, type Drag } from './dragAndDrop.ts';
import type { PressStart } from './gesture.ts';
import { selectTextByPress } from './textSelection.ts';

/** What is selected, and under the hand. */
interface Held {
  /** The control, or the element in which the selection begins. */
  source: Element;
  text: string;
  /** Whether a place is in it: nothing is dropped onto itself. */
  has(place: TextPlace): boolean;
  /** Takes it away, as when it was moved elsewhere. @returns whether that may be, and what is gone */
  remove(): Gone | false;
}

/** So many characters, from an offset on. */
interface Gone {
  element: Element;
  from: number;
  count: number;
}

/**
 * Drags what is selected, as the browser does: to another place in the same text or in another field,
 * moved, or copied with Control. It goes as plain text.
 */
export function dragText(start: PressStart): Drag | undefined {
  const { target, clicks, extend } = start;
  if (clicks !== 1 || extend) return undefined;
  const point = start.pointIn(target.ownerDocument);
  const held = isTextControl(target) ? heldInControl(target, start) : heldOnPage(start);
  if (!held) return undefined;
  const placeOver = (over: Element): TextPlace | undefined =>
    textPlaceAt(over, start.pointIn(over.ownerDocument));
  const fits = (over: Element): boolean => {
    const editable = editableOf(over);
    return editable !== undefined && !refusalOf(editable);
  };
  const drag = createDragOf(held.source, target, point, {
    fill: (data) => data.setData('text/plain', held.text),
    fits,
    drop(over, data) {
      const [editable, place] = [editableOf(over), placeOver(over)];
      if (!editable || !place || held.has(place)) return;
      const isMove = !start.isCopying() && over.ownerDocument === target.ownerDocument;
      data.dropEffect = isMove ? 'move' : 'copy';
      const put = prepare(editable, place);
      put(data.getData('text/plain'), isMove && held.remove());
    },
  });
  // Nothing was dragged: the press sets the caret, as any other.
  return { ...drag, rest: () => void selectTextByPress(start) };
}

function heldInControl(control: TextControl, start: PressStart): Held | undefined {
  const { selectionStart: from, selectionEnd: to } = control;
  if (from === null || to === null || typingRefusal(control)) return undefined;
  const isIn = (place: TextPlace | undefined): boolean =>
    place !== undefined && 'control' in place && place.control === control;
  const pressed = textPlaceAt(control, start.pointIn(control.ownerDocument));
  // At its very ends it is not to be told whether the letter before or behind was pressed.
  if (!pressed || !isIn(pressed) || pressed.offset <= from || pressed.offset >= to)
    return undefined;
  return {
    source: control,
    text: control.value.slice(from, to),
    has: (place) => isIn(place) && place.offset >= from && place.offset <= to,
    remove() {
      if (refusalOf({ control })) return false;
      focusOn(control, { preventScroll: true });
      selectInControl(control, from, to);
      const before = control.value.length;
      if (!edit({ control }, { inputType: 'deleteByDrag', command: 'delete' })) return false;
      return { element: control, from, count: before - control.value.length };
    },
  };
}

function heldOnPage(start: PressStart): Held | undefined {
  const { ownerDocument: document } = start.target;
  const selection = viewOf(start.target)?.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0).cloneRange();
  const { x, y } = start.pointIn(document);
  const isPressed = [...range.getClientRects()].some(
    ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom,
  );
  if (!isPressed || holdsProtected(range)) return undefined;
  const { startContainer: first, endContainer: last, startOffset, endOffset } = range;
  const source = isElement(first) ? first : first.parentElement;
  if (!source) return undefined;
  const host = editingHostOf(source);
  return {
    source,
    text: selection.toString(),
    has: (place) =>
      'node' in place &&
      place.node.getRootNode() === first.getRootNode() &&
      range.comparePoint(place.node, place.offset) === 0,
    remove() {
      if (!host?.contains(last) || refusalOf({ host })) return false;
      focusOn(host, { preventScroll: true });
      selection.setBaseAndExtent(first, startOffset, last, endOffset);
      const isGone = edit({ host }, { inputType: 'deleteByDrag', command: 'delete' });
      return isGone && { element: host, from: startOffset, count: 0 };
    },
  };
}

/**
 * Keeps the place of a drop, whatever is taken away before it comes.
 *
 * @returns puts a text there, and selects it in a field
 */
function prepare(editable: Editable, place: TextPlace): (text: string, gone: Gone | false) => void {
  const element = elementOf(editable);
  const dropped = { inputType: 'insertFromDrop', command: 'insertText' };
  if ('control' in place) {
    const { control, offset } = place;
    return (data, gone) => {
      const isBehind = gone && gone.element === control && gone.from < offset;
      const at = isBehind ? offset - gone.count : offset;
      focusOn(element, { preventScroll: true });
      selectInControl(control, at, at);
      if (!edit(editable, { ...dropped, data })) return;
      const { selectionEnd } = control;
      if (selectionEnd !== null) selectInControl(control, at, selectionEnd);
    };
  }
  const at = element.ownerDocument.createRange();
  at.setStart(place.node, place.offset);
  return (data) => {
    focusOn(element, { preventScroll: true });
    if (!element.contains(at.startContainer)) return;
    viewOf(element)?.getSelection()?.collapse(at.startContainer, at.startOffset);
    edit(editable, { ...dropped, data });
  };
}
