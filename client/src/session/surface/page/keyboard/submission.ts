import type { InputRefusal } from '@beside/shared/protocol/input';
import { activate } from '../dom/activation.ts';
import { hasUntoldEdit } from './editable.ts';
import { isDisabled, isInput, isTextControl } from '../dom/elements.ts';
import { fireSimple } from '../dom/fire.ts';
import type { KeyStroke, Outcome } from './keyStroke.ts';
import { pressRefusal } from '../dom/protection.ts';

/** Fields of which a form without a button may have only one (HTML, "implicit submission"). */
const blocking =
  /^(text|search|tel|url|email|password|date|month|week|time|datetime-local|number)$/;

/** Enter in a field: tells its change, and submits the form as its default button would. */
export function submitByEnter({ target, key }: KeyStroke): Outcome {
  if (key !== 'Enter' || !isInput(target)) return 'passed';
  if (target.form) {
    const refusal = submissionRefusal(target.form);
    if (refusal) return refusal;
  }
  if (isTextControl(target) && hasUntoldEdit(target)) fireSimple(target, 'change');
  const { form } = target;
  if (!form?.isConnected) return 'done';
  const button = defaultButtonOf(form);
  if (button) return isDisabled(button) ? 'done' : (activate(button) ?? 'done');
  const fields = [...form.elements].filter((field) => isInput(field) && blocking.test(field.type));
  if (fields.length <= 1) form.requestSubmit();
  return 'done';
}

function submissionRefusal(form: HTMLFormElement): InputRefusal | undefined {
  const button = defaultButtonOf(form);
  return pressRefusal(form) ?? (button && pressRefusal(button));
}

function defaultButtonOf(form: HTMLFormElement): HTMLElement | undefined {
  const root = form.getRootNode() as Document | ShadowRoot;
  // An image button is no member of `form.elements`.
  const controls = root.querySelectorAll<HTMLButtonElement | HTMLInputElement>('button, input');
  return [...controls].find(
    (control) => control.form === form && /^(submit|image)$/.test(control.type),
  );
}
