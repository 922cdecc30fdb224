import type { InputRefusal } from '@beside/shared/protocol/input';
import { edit, refusalOf, type Editable } from './editable.ts';
import { runCommand } from '../dom/runCommand.ts';
import { focusOn } from '../dom/focus.ts';
import type { KeyStroke, Outcome } from './keyStroke.ts';
import { editingRefusal, typingRefusal } from '../dom/protection.ts';
import { shielded } from '../dom/shield.ts';

const traces = ['input', 'focus', 'focusin', 'blur', 'focusout', 'select', 'selectionchange'];

/**
 * Takes back the hand's last edit, or puts it back. The browser's undo knows only the last edit of
 * the whole document, which may be what the customer typed into a protected field: then the
 * opposite follows at once, and neither shows.
 */
export function restore(
  { page, target }: KeyStroke,
  editable: Editable,
  command: 'undo' | 'redo',
): Outcome {
  const refusal = refusalOf(editable);
  if (refusal) return refusal === 'read-only' ? 'done' : refusal;
  const inputType = command === 'undo' ? 'historyUndo' : 'historyRedo';
  if (!edit(editable, { inputType })) return 'done';
  const { ownerDocument: document } = target;
  const held = shielded(page, traces, protectedEdit, () => runCommand(document, command));
  if (!held.refusal) return 'done';
  const opposite = command === 'undo' ? 'redo' : 'undo';
  shielded(page, traces, protectedEdit, () => {
    runCommand(document, opposite);
    focusOn(target, { preventScroll: true });
  });
  return held.refusal;
}

function protectedEdit({ type }: Event, at: Element): InputRefusal | undefined {
  return typingRefusal(at) ?? (type === 'input' ? editingRefusal(at) : undefined);
}
