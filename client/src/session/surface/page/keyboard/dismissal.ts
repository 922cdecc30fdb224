import { edit, editableOf, refusalOf } from './editable.ts';
import { isInput } from '../dom/elements.ts';
import { fireSimple } from '../dom/fire.ts';
import type { KeyStroke, Outcome } from './keyStroke.ts';
import { isGuarded } from '../dom/protection.ts';

/** Escape: empties a search field, or closes what is on top. */
export function dismiss({ page, target, key }: KeyStroke): Outcome {
  if (key !== 'Escape') return 'passed';
  if (isInput(target) && target.type === 'search' && target.value !== '') {
    const editable = editableOf(target);
    if (editable && !refusalOf(editable)) {
      target.select();
      edit(editable, { inputType: 'deleteContentBackward', command: 'delete' });
    }
    return 'done';
  }
  const top = topmost(target.ownerDocument) ?? topmost(page.document);
  if (!top) return 'done';
  if (isGuarded(top)) return 'guarded';
  if (top.localName !== 'dialog') top.hidePopover();
  else if (fireSimple(top, 'cancel', { bubbles: false, cancelable: true })) {
    (top as HTMLDialogElement).close();
  }
  return 'done';
}

/** What was opened last is told by the order in the document alone: scripts do not see the top layer. */
function topmost(document: Document): HTMLElement | undefined {
  const open = [...document.querySelectorAll<HTMLElement>('dialog:modal, [popover]:popover-open')];
  const closable = open.filter(({ popover }) => popover !== 'manual');
  return closable.findLast(({ localName }) => localName !== 'dialog') ?? closable.at(-1);
}
