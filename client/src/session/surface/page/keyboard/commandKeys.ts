import { viewOf } from '../dom/composedTree.ts';
import { edit, editableOf, elementOf, refusalOf, type Editable } from './editable.ts';
import { isTextControl } from '../dom/elements.ts';
import { fireSimple } from '../dom/fire.ts';
import type { KeyStroke, Outcome } from './keyStroke.ts';
import { restore } from './undo.ts';

const formats: Readonly<Record<string, [inputType: string, command: string]>> = {
  b: ['formatBold', 'bold'],
  i: ['formatItalic', 'italic'],
  u: ['formatUnderline', 'underline'],
};

/** Control or Command with a letter: select all, undo, redo, and formats of rich text. */
export function commandKey(stroke: KeyStroke): Outcome {
  const { key, shift, alt, command, target } = stroke;
  if (key === 'Insert' && (shift || command)) return 'clipboard';
  if (!command || alt) return 'passed';
  const editable = editableOf(target);
  switch (key.toLowerCase()) {
    case 'a':
      return selectAll(target, editable);
    case 'z':
      return editable ? restore(stroke, editable, shift ? 'redo' : 'undo') : 'done';
    case 'y':
      return editable ? restore(stroke, editable, 'redo') : 'done';
    // The clipboard is the customer's: it moves with their consent, and not from here.
    case 'c':
    case 'x':
    case 'v':
      return 'clipboard';
    default:
      return format(key.toLowerCase(), editable);
  }
}

function selectAll(target: Element, editable: Editable | undefined): Outcome {
  if (isTextControl(target)) target.select();
  else if (fireSimple(target, 'selectstart', { cancelable: true })) {
    const { body } = target.ownerDocument;
    viewOf(target)
      ?.getSelection()
      ?.selectAllChildren(editable ? elementOf(editable) : body);
  }
  return 'done';
}

function format(key: string, editable: Editable | undefined): Outcome {
  const known = formats[key];
  if (!known || !editable || 'control' in editable) return 'passed';
  const refusal = refusalOf(editable);
  if (refusal) return refusal === 'read-only' ? 'done' : refusal;
  edit(editable, { inputType: known[0], command: known[1] });
  return 'done';
}
