import { deepActive, lineage, viewOf } from './composedTree.ts';
import { isDisabled, isSummary } from './elements.ts';
import { isGuarded, pressRefusal } from './protection.ts';

const focusable = [
  'a[href]',
  'area[href]',
  'button',
  'input:not([type="hidden" i])',
  'select',
  'textarea',
  'iframe',
  'audio[controls]',
  'video[controls]',
  '[tabindex]',
].join(',');

/** Whether an element can take the focus, by pointer or by key. */
export function isFocusable(element: Element): boolean {
  const could = element.matches(focusable) || isSummary(element) || isEditingHost(element);
  return could && !isDisabled(element) && isRendered(element);
}

function isEditingHost(element: Element): boolean {
  const { isContentEditable } = element as HTMLElement;
  return isContentEditable && !(element.parentElement?.isContentEditable ?? false);
}

function isRendered(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]');
}

/** What the press of a pointer does to the focus: the nearest focusable takes it, or nothing has it. */
export function focusByPress(page: Window, target: Element): void {
  const active = deepActive(page.document);
  const next = lineage(target).find((element) => isFocusable(element) || delegates(element));
  if (!next) {
    if (isElementWithFocus(active) && !isGuarded(active)) active.blur();
  } else if (next !== active && !pressRefusal(next)) {
    focusOn(next, { preventScroll: true });
  }
}

export function focusOn(element: Element, options?: FocusOptions): void {
  if (viewOf(element)) (element as HTMLElement).focus(options);
}

function delegates(element: Element): boolean {
  return element.shadowRoot?.delegatesFocus ?? false;
}

function isElementWithFocus(element: Element): element is HTMLElement {
  return 'blur' in element && element !== element.ownerDocument.body;
}
