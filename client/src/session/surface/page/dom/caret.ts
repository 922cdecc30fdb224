import { lineage, viewOf } from './composedTree.ts';
import { isInput, isTextControl, type TextControl } from './elements.ts';
import type { Place } from './hitTest.ts';

/** A place in text: of a control's value, or of a node of the page. */
export type TextPlace = { control: TextControl; offset: number } | { node: Node; offset: number };

/** The place in the text nearest to a point of the element's viewport. */
export function textPlaceAt(element: Element, point: Place): TextPlace | undefined {
  const control = isTextControl(element) ? element : undefined;
  const shadowRoots = lineage(element).flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const { ownerDocument: document } = element;
  // Chromium has it since 128; without it a press puts the caret at the end.
  const api: Partial<Pick<Document, 'caretPositionFromPoint'>> = document;
  const found = api.caretPositionFromPoint?.call(document, point.x, point.y, { shadowRoots });
  if (control) {
    const offset = found?.offsetNode === control ? found.offset : control.value.length;
    return { control, offset };
  }
  if (!found || isTextControl(found.offsetNode as Element)) return undefined;
  return { node: found.offsetNode, offset: found.offset };
}

/** Selects in a control from `anchor` to `focus`; some types know no offsets and are walked. */
export function selectInControl(control: TextControl, anchor: number, focus: number): void {
  if (control.selectionStart !== null) {
    const direction = focus < anchor ? 'backward' : 'forward';
    control.setSelectionRange(Math.min(anchor, focus), Math.max(anchor, focus), direction);
    return;
  }
  const selection = viewOf(control)?.getSelection();
  if (!selection) return;
  control.select();
  selection.modify('move', 'backward', 'character');
  for (let at = 0; at < anchor; at += 1) selection.modify('move', 'forward', 'character');
  const towards = focus < anchor ? 'backward' : 'forward';
  const steps = Math.abs(focus - anchor);
  for (let at = 0; at < steps; at += 1) selection.modify('extend', towards, 'character');
}

/** The word, space or sign around an offset. */
export function wordAround(text: string, offset: number): [from: number, to: number] {
  const words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  const word = words.containing(Math.max(0, Math.min(offset, text.length - 1)));
  return word ? [word.index, word.index + word.segment.length] : [offset, offset];
}

/** The line of a control's value around an offset. */
export function lineAround(text: string, offset: number): [from: number, to: number] {
  const end = text.indexOf('\n', offset);
  return [text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? text.length : end];
}

/**
 * Makes sure that an editing command reaches the control: commands go to the selection, and the
 * page may have put that elsewhere than the focus.
 */
export function bringSelectionInto(control: TextControl): void {
  if (control.selectionStart !== null) {
    const { selectionStart: start, selectionEnd: end, selectionDirection } = control;
    control.setSelectionRange(start, end, selectionDirection ?? 'none');
  } else if (isInput(control) && !holdsSelection(control)) {
    control.select();
    viewOf(control)?.getSelection()?.modify('move', 'forward', 'character');
  }
}

/** Whether the selection of the document starts in this element. */
export function holdsSelection(element: Element): boolean {
  const root = element.getRootNode();
  const shadowRoots = root.nodeType === 11 ? [root as ShadowRoot] : [];
  const selection = viewOf(element)?.getSelection();
  if (!selection || selection.rangeCount === 0) return false;
  // Chromium has it since 137; before, shadow trees cannot be seen into and are not typed into.
  const api: Partial<Pick<Selection, 'getComposedRanges'>> = selection;
  const composed = api.getComposedRanges?.call(selection, { shadowRoots })[0];
  const range = composed ?? selection.getRangeAt(0);
  const { startContainer, startOffset } = range;
  return element.contains(startContainer) || startContainer.childNodes[startOffset] === element;
}

/** A single line is selected whole when Tab comes to it. */
export function selectAllAfterTab(element: Element): void {
  if (isInput(element) && isTextControl(element)) element.select();
}
