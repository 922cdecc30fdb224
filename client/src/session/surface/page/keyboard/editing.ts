import { fire } from '../dom/fire.ts';
import { edit, editableOf, elementOf, refusalOf, type Edit, type Editable } from './editable.ts';
import type { KeyStroke, Outcome } from './keyStroke.ts';
import { moveCaret } from './caretKeys.ts';

/** Types into what has the focus; passes where it takes no text. */
export function typeText(target: Element, text: string): Outcome {
  const editable = editableOf(target);
  if (!editable) return 'passed';
  return editWith(editable, { inputType: 'insertText', command: 'insertText', data: text });
}

/** Text from an input method: as composed at once. */
export function composeText(target: Element, text: string): Outcome {
  const editable = editableOf(target);
  if (!editable) return 'passed';
  const refusal = refusalOf(editable);
  if (refusal) return refusal === 'read-only' ? 'done' : refusal;
  fireComposition(target, 'compositionstart', '');
  fireComposition(target, 'compositionupdate', text);
  const outcome = typeText(target, text);
  fireComposition(target, 'compositionend', text);
  return outcome;
}

/** Deletes, breaks lines and moves the caret. */
export function editByKey(stroke: KeyStroke): Outcome {
  const editable = editableOf(stroke.target);
  if (!editable) return 'passed';
  switch (stroke.key) {
    case 'Backspace':
      return editWith(editable, deletion('Backward', stroke.command));
    case 'Delete':
      return stroke.shift ? 'clipboard' : editWith(editable, deletion('Forward', stroke.command));
    case 'Enter':
      return breakLine(editable, stroke);
    default:
      return moveCaret(editable, stroke);
  }
}

function editWith(editable: Editable, change: Edit): Outcome {
  const refusal = refusalOf(editable);
  if (refusal) return refusal === 'read-only' ? 'done' : refusal;
  edit(editable, change);
  return 'done';
}

function deletion(direction: 'Backward' | 'Forward', byWord: boolean): Edit {
  const command = direction === 'Backward' ? 'delete' : 'forwardDelete';
  const towards = direction === 'Backward' ? 'backward' : 'forward';
  if (!byWord) {
    return { inputType: `deleteContent${direction}`, command };
  }
  const reach = (selection: Selection): void => selection.modify('extend', towards, 'word');
  return { inputType: `deleteWord${direction}`, command, reach };
}

/** In a single line it breaks nothing: the page is asked, and the form may be submitted. */
function breakLine(editable: Editable, { shift }: KeyStroke): Outcome {
  const element = elementOf(editable);
  if (element.localName === 'input') {
    if (!refusalOf(editable)) edit(editable, { inputType: 'insertLineBreak' });
    return 'passed';
  }
  const plain = element.localName === 'textarea' || element.contentEditable === 'plaintext-only';
  const command = plain || shift ? 'insertLineBreak' : 'insertParagraph';
  return editWith(editable, { inputType: command, command });
}

function fireComposition(target: Element, type: string, data: string): void {
  const init = { bubbles: true, cancelable: true, composed: true, data };
  fire(target, (view) => new view.CompositionEvent(type, { ...init, view }));
}
