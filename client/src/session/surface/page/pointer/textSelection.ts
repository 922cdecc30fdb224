import { lineage, viewOf } from '../dom/composedTree.ts';
import { fireSimple } from '../dom/fire.ts';
import {
  isButtonLike,
  isDisabled,
  isLink,
  isTextControl,
  type TextControl,
} from '../dom/elements.ts';
import type { Gesture, PressStart } from './gesture.ts';
import {
  lineAround,
  selectInControl,
  textPlaceAt,
  wordAround,
  type TextPlace,
} from '../dom/caret.ts';

/** The caret at a press, a word at the second, a line or paragraph at the third, more by dragging. */
export function selectTextByPress(start: PressStart): Gesture | undefined {
  const { target, clicks, extend } = start;
  if (!isSelectable(target)) return undefined;
  const place = textPlaceAt(target, start.pointIn(target.ownerDocument));
  if (
    !place ||
    ((clicks > 1 || extend) && !fireSimple(target, 'selectstart', { cancelable: true }))
  ) {
    return undefined;
  }
  return 'control' in place ? selectValue(place, start) : selectNodes(place, start);
}

function isSelectable(target: Element): boolean {
  if (isTextControl(target)) return !isDisabled(target);
  if (lineage(target).some((element) => isButtonLike(element) || isLink(element))) return false;
  const selectable = viewOf(target)?.getComputedStyle(target).userSelect !== 'none';
  return selectable && !/^(select|option|input|img|video|canvas|iframe)$/.test(target.localName);
}

function selectValue(place: { control: TextControl; offset: number }, start: PressStart): Gesture {
  const { control, offset } = place;
  const { from, to } = spanOf(control, offset, start);
  selectInControl(control, from, to);
  const extendTo = (offset: number): void => {
    if (offset < from) selectInControl(control, to, offset);
    else selectInControl(control, from, Math.max(to, offset));
  };
  return {
    move() {
      const next = textPlaceAt(control, start.pointIn(control.ownerDocument));
      if (next) extendTo(next.offset);
    },
  };
}

function spanOf(control: TextControl, offset: number, start: PressStart) {
  if (start.extend) {
    const backward = control.selectionDirection === 'backward';
    const from = (backward ? control.selectionEnd : control.selectionStart) ?? offset;
    return { from, to: offset };
  }
  const [from, to] =
    start.clicks === 1
      ? [offset, offset]
      : start.clicks === 2
        ? wordAround(control.value, offset)
        : lineAround(control.value, offset);
  return { from, to };
}

type NodePlace = Extract<TextPlace, { node: Node }>;

function selectNodes(place: NodePlace, start: PressStart): Gesture | undefined {
  const { target, clicks, extend } = start;
  const selection = viewOf(target)?.getSelection();
  if (!selection) return undefined;
  const anchor = target.ownerDocument.createRange();
  if (extend && selection.anchorNode) anchor.setStart(selection.anchorNode, selection.anchorOffset);
  else anchor.setStart(place.node, place.offset);
  anchor.collapse(true);
  if (clicks === 2) wordOf(place, anchor);
  if (clicks > 2) anchor.selectNodeContents(blockOf(place.node) ?? place.node);
  const extendTo = ({ node, offset }: NodePlace): void => {
    if (node.getRootNode() !== anchor.startContainer.getRootNode()) return;
    const side = anchor.comparePoint(node, offset);
    const { startContainer, startOffset, endContainer, endOffset } = anchor;
    if (side < 0) selection.setBaseAndExtent(endContainer, endOffset, node, offset);
    else if (side > 0) selection.setBaseAndExtent(startContainer, startOffset, node, offset);
    else selection.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
  };
  extendTo(place);
  return {
    move({ over }) {
      const at = over && textPlaceAt(over, start.pointIn(target.ownerDocument));
      if (at && 'node' in at && over.ownerDocument === target.ownerDocument) extendTo(at);
    },
  };
}

function wordOf({ node, offset }: NodePlace, range: Range): void {
  if (node.nodeType !== 3 || !node.textContent) return;
  const [from, to] = wordAround(node.textContent, offset);
  range.setStart(node, from);
  range.setEnd(node, to);
}

function blockOf(node: Node): Element | undefined {
  const element = node.nodeType === 1 ? (node as Element) : node.parentElement;
  if (!element) return undefined;
  return lineage(element).find(
    (at) => !viewOf(at)?.getComputedStyle(at).display.startsWith('inline'),
  );
}
