import type { InputRefusal } from '@beside/shared/protocol/input';
import { deepActive, viewOf } from '../dom/composedTree.ts';
import { bringSelectionInto, holdsSelection } from '../dom/caret.ts';
import { fire } from '../dom/fire.ts';
import { runCommand } from '../dom/runCommand.ts';
import { editingHostOf, isDisabled, isTextControl, type TextControl } from '../dom/elements.ts';
import { editingRefusal, typingRefusal } from '../dom/protection.ts';

/** Text that a person could edit: a control's value, or a region of the page. */
export type Editable = { control: TextControl } | { host: HTMLElement };

export function editableOf(element: Element): Editable | undefined {
  if (isTextControl(element)) return { control: element };
  const host = editingHostOf(element);
  return host && { host };
}

export function elementOf(editable: Editable): TextControl | HTMLElement {
  return 'control' in editable ? editable.control : editable.host;
}

/** Why it may not be edited by the hand, or not by anyone. */
export function refusalOf(editable: Editable): InputRefusal | 'read-only' | undefined {
  const element = elementOf(editable);
  const refusal = typingRefusal(element);
  if (refusal) return refusal;
  if ('host' in editable) return editingRefusal(editable.host);
  const { control } = editable;
  return control.readOnly || isDisabled(control) ? 'read-only' : undefined;
}

export interface Edit {
  /** W3C Input Events, `inputType`. */
  inputType: string;
  /** The command of `document.execCommand` that does it; none where it is not text. */
  command?: string;
  data?: string;
  /** Selects what the command works on, where nothing is selected. */
  reach?: (selection: Selection) => void;
}

/** The editables' values before the hand changed them, until the page was told of a change. */
const untold = new WeakMap<Element, string>();

/** Whether the hand has changed a control since its last `change`. */
export function hasUntoldEdit(control: TextControl): boolean {
  const before = untold.get(control);
  return before !== undefined && before !== control.value;
}

/**
 * Edits at the selection: `beforeinput`, and where that is not prevented the command, which the
 * browser carries out as for a person, with `input`, undo, and `maxlength`.
 * @returns whether nothing prevented it
 */
export function edit(editable: Editable, change: Edit): boolean {
  const element = elementOf(editable);
  const view = viewOf(element);
  const selection = view?.getSelection();
  if (!view || !selection || !bringInto(editable)) return false;
  if ('control' in editable) noteValue(editable.control);
  const { inputType, command, data = null, reach } = change;
  const targetRanges = 'host' in editable ? rangesOf(selection, reach) : [];
  const init = { bubbles: true, cancelable: true, composed: true, view };
  const says = { ...init, inputType, data, targetRanges };
  if (!fire(element, () => new view.InputEvent('beforeinput', says))) return false;
  // A handler may have moved the focus, or the selection, to where nothing may be typed.
  if (deepActive(element.ownerDocument) !== element || !bringInto(editable)) return false;
  if (refusalOf(editable)) return false;
  if (command) {
    if (isCollapsed(editable, selection)) reach?.(selection);
    runCommand(element.ownerDocument, command, data ?? undefined);
  }
  return true;
}

function bringInto(editable: Editable): boolean {
  if ('control' in editable) bringSelectionInto(editable.control);
  return holdsSelection(elementOf(editable));
}

/** The document's selection does not see into a control. */
function isCollapsed(editable: Editable, selection: Selection): boolean {
  if ('host' in editable) return selection.isCollapsed;
  return editable.control.selectionStart === editable.control.selectionEnd;
}

function rangesOf(selection: Selection, reach: Edit['reach']): StaticRange[] {
  if (selection.rangeCount === 0) return [];
  const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = selection;
  const reaches = isCollapsed && reach !== undefined;
  if (reaches) reach(selection);
  const range = new StaticRange(selection.getRangeAt(0));
  if (reaches && anchorNode && focusNode) {
    selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  }
  return [range];
}

function noteValue(control: TextControl): void {
  if (untold.has(control)) return;
  untold.set(control, control.value);
  const forget = (): boolean => untold.delete(control);
  control.addEventListener('change', forget, { once: true, capture: true });
}
