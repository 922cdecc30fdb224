import type { InputRefusal } from '@beside/shared/protocol/input';
import { activate } from '../dom/activation.ts';
import { commandKey } from './commandKeys.ts';
import { controlKey } from './controlKeys.ts';
import { dismiss } from './dismissal.ts';
import { editByKey, typeText } from './editing.ts';
import { editableOf } from './editable.ts';
import { isButtonLike, isLink, isPickerInput, isSummary } from '../dom/elements.ts';
import { focusOn } from '../dom/focus.ts';
import type { KeyStroke, Outcome } from './keyStroke.ts';
import { scrollByKey } from '../dom/scrolling.ts';
import { submitByEnter } from './submission.ts';
import { selectAllAfterTab } from '../dom/caret.ts';
import { nextByTab } from './tabOrder.ts';
import { createTypeahead } from './typeahead.ts';

type CarryOutKeyDefault = (
  stroke: KeyStroke,
  character: string | undefined,
) => InputRefusal | undefined;

/**
 * What a browser does by itself when a key goes down and no handler prevents it.
 * @param pressed where Tab starts when nothing has the focus
 */
export function createKeyDefaults(pressed: () => Element | undefined): CarryOutKeyDefault {
  const typeahead = createTypeahead();
  return (stroke, character) => {
    const steps: (() => Outcome)[] = [
      () => tab(stroke, pressed()),
      () => dismiss(stroke),
      () => commandKey(stroke),
      () => activateByEnter(stroke),
      () => pickerKey(stroke, character),
      () => editByKey(stroke),
      () => (character ? typeText(stroke.target, character) : 'passed'),
      () => controlKey(stroke),
      () => typeahead(stroke.target, character),
      () => submitByEnter(stroke),
      () => scroll(stroke, pressed()),
    ];
    for (const step of steps) {
      const outcome = step();
      if (outcome !== 'passed') return outcome === 'done' ? undefined : outcome;
    }
    return undefined;
  };
}

function tab({ page, key, shift, alt, command }: KeyStroke, pressed: Element | undefined): Outcome {
  if (key !== 'Tab' || alt || command) return 'passed';
  const next = nextByTab(page, shift, pressed);
  if (next) {
    focusOn(next);
    selectAllAfterTab(next);
  }
  return 'done';
}

function activateByEnter({ target, key }: KeyStroke): Outcome {
  const clickable = isButtonLike(target) || isLink(target) || isSummary(target);
  return key === 'Enter' && clickable ? (activate(target) ?? 'done') : 'passed';
}

/** Date and time fields are edited part by part inside the browser, where no script reaches. */
function pickerKey({ target, key }: KeyStroke, character: string | undefined): Outcome {
  if (!isPickerInput(target)) return 'passed';
  const edits = character !== undefined || /^(Arrow|Backspace|Delete)/.test(key);
  return edits ? 'needs-customer' : 'passed';
}

function scroll(stroke: KeyStroke, pressed: Element | undefined): Outcome {
  const { page, target, key, shift, alt, command } = stroke;
  if (alt || command || editableOf(target)) return 'passed';
  // Where nothing has the focus, keys scroll what was pressed last.
  const from = target.localName === 'body' && pressed?.isConnected ? pressed : target;
  scrollByKey(page, from, key, shift);
  return 'done';
}
