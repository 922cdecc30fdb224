import { lineage } from './composedTree.ts';

export type TextControl = HTMLInputElement | HTMLTextAreaElement;

export function isInput(element: Element): element is HTMLInputElement {
  return element.localName === 'input';
}

export function isSelect(element: Element): element is HTMLSelectElement {
  return element.localName === 'select';
}

export function isButton(element: Element): element is HTMLButtonElement {
  return element.localName === 'button';
}

export function isLink(element: Element): element is HTMLAnchorElement {
  return /^(a|area)$/.test(element.localName) && element.hasAttribute('href');
}

export function isDisabled(element: Element): boolean {
  return element.matches(':disabled');
}

const textTypes = /^(text|search|url|tel|email|password|number)$/;
/** Filled in through fields of the browser's own that no script reaches. */
const pickerTypes = /^(date|month|week|time|datetime-local)$/;
const buttonTypes = /^(button|submit|reset|image)$/;

export function isTextControl(element: Element): element is TextControl {
  return element.localName === 'textarea' || (isInput(element) && textTypes.test(element.type));
}

export function isPickerInput(element: Element): boolean {
  return isInput(element) && pickerTypes.test(element.type);
}

/** Opens a chooser of the browser's own, which asks for the person's own click. */
export function isFileInput(element: Element): boolean {
  return isInput(element) && element.type === 'file';
}

/** The colour field that an element is, or is the label of. */
export function colourFieldOf(element: Element): HTMLInputElement | undefined {
  const control = element.localName === 'label' ? (element as HTMLLabelElement).control : element;
  return control && isInput(control) && control.type === 'color' ? control : undefined;
}

export function isButtonLike(element: Element): boolean {
  return isButton(element) || (isInput(element) && buttonTypes.test(element.type));
}

export function isToggle(element: Element): element is HTMLInputElement {
  return isInput(element) && /^(checkbox|radio)$/.test(element.type);
}

export function isSummary(element: Element): boolean {
  const parent = element.parentElement;
  if (element.localName !== 'summary' || parent?.localName !== 'details') return false;
  return parent.querySelector(':scope > summary') === element;
}

/** The outermost element of the editable region that holds an element. */
export function editingHostOf(element: Element): HTMLElement | undefined {
  let host: HTMLElement | undefined;
  for (const at of lineage(element)) {
    if (!(at as HTMLElement).isContentEditable) break;
    host = at as HTMLElement;
  }
  return host;
}

/** The disabled control that an element is, or is part of. */
export function disabledControlOf(element: Element): Element | undefined {
  return lineage(element).find(
    (at) => /^(button|input|select|textarea)$/.test(at.localName) && isDisabled(at),
  );
}
