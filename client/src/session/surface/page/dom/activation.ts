import { modifierBits, type InputRefusal } from '@beside/shared/protocol/input';
import { lineage } from './composedTree.ts';
import {
  disabledControlOf,
  isButton,
  isButtonLike,
  isFileInput,
  isInput,
  isLink,
  isSelect,
  isTextControl,
} from './elements.ts';
import { fireKeyClick } from './fire.ts';
import { isGuarded, pressRefusal } from './protection.ts';

/**
 * Why a click there cannot be carried out: it would reach a protected control by way of a label, a
 * form or an invoker, or what it opens wants the person's own click.
 */
export function clickRefusal(target: Element, modifiers = 0): InputRefusal | undefined {
  const own = pressRefusal(target);
  if (own) return own;
  for (const element of lineage(target)) {
    const refusal = refusalAt(element, modifiers);
    if (refusal) return refusal;
    if (isInteractive(element)) return undefined;
  }
  return undefined;
}

/** A click by key: the gate of every Enter and Space. */
export function activate(target: Element): InputRefusal | undefined {
  const refusal = clickRefusal(target);
  if (refusal || disabledControlOf(target)) return refusal;
  fireKeyClick(target);
  return undefined;
}

function isInteractive(element: Element): boolean {
  const controls = [isButtonLike, isInput, isTextControl, isSelect, isLink];
  return controls.some((is) => is(element));
}

function refusalAt(element: Element, modifiers: number): InputRefusal | undefined {
  if (element.localName === 'label') {
    const { control } = element as HTMLLabelElement;
    return control ? (pressRefusal(control) ?? refusalAt(control, 0)) : undefined;
  }
  if (isFileInput(element)) return 'file-picker';
  if (isLink(element)) return opensElsewhere(element, modifiers) ? 'new-tab' : undefined;
  if (isButton(element) || isButtonLike(element)) return formRefusal(element as HTMLButtonElement);
  if (isInput(element) && element.type === 'radio') return radioRefusal(element);
  return undefined;
}

function opensElsewhere(link: HTMLAnchorElement, modifiers: number): boolean {
  const aside = modifierBits.control | modifierBits.meta | modifierBits.shift;
  return (modifiers & aside) !== 0 || /^_blank$/i.test(link.target);
}

function formRefusal(button: HTMLButtonElement): InputRefusal | undefined {
  const invoked = [button.popoverTargetElement, commandTargetOf(button)];
  if (invoked.some((element) => element && isGuarded(element))) return 'guarded';
  const { form } = button;
  if (!form || button.type === 'button') return undefined;
  if (isGuarded(form)) return 'guarded';
  if (button.type !== 'reset') return undefined;
  return [...form.elements].map(pressRefusal).find((refusal) => refusal !== undefined);
}

function commandTargetOf(button: Element): Element | null | undefined {
  return (button as Element & { commandForElement?: Element | null }).commandForElement;
}

/** Choosing one radio button takes the choice from another of its group. */
function radioRefusal(radio: HTMLInputElement): InputRefusal | undefined {
  const other = radioGroupOf(radio).find((member) => member.checked && member !== radio);
  return other ? pressRefusal(other) : undefined;
}

export function radioGroupOf(radio: HTMLInputElement): HTMLInputElement[] {
  const root = radio.getRootNode() as Document | ShadowRoot;
  if (!radio.name) return [radio];
  return [...root.querySelectorAll('input')].filter(
    (input) => input.type === 'radio' && input.name === radio.name && input.form === radio.form,
  );
}
