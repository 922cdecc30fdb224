import { deepActive, frameOf, isElement, isFrame, lineage } from '../dom/composedTree.ts';
import { radioGroupOf } from '../dom/activation.ts';
import { isDisabled, isInput } from '../dom/elements.ts';
import { isFocusable } from '../dom/focus.ts';
import { typingRefusal } from '../dom/protection.ts';

/**
 * Where Tab leads: HTML's sequential focus navigation, without what the hand may not type into.
 * Past the last element it goes on at the first.
 * @param start where a press that took no focus has put the starting point
 */
export function nextByTab(page: Window, back: boolean, start?: Element): Element | undefined {
  const { document } = page;
  const order = tabbable(scopeOf(document));
  const active = deepActive(document);
  const at = order.indexOf(active);
  if (at >= 0) return order.at((at + (back ? -1 : 1) + (back ? 0 : order.length)) % order.length);
  const isBody = active.localName === 'body' || active.localName === 'html';
  return nearest(order, isBody && start?.isConnected ? start : isBody ? undefined : active, back);
}

/** A modal dialog keeps the focus inside. */
function scopeOf(document: Document): Element | ShadowRoot {
  const modal = [...document.querySelectorAll('dialog:modal')];
  const active = deepActive(document);
  return (
    modal.findLast((dialog) => lineage(active).includes(dialog)) ?? modal.at(-1) ?? root(document)
  );
}

function root(document: Document): Element {
  return document.documentElement;
}

function nearest(order: Element[], from: Element | undefined, back: boolean): Element | undefined {
  if (!from) return order.at(back ? -1 : 0);
  const origin = inDocument(from, order[0]?.ownerDocument);
  const follows = (element: Element): boolean => {
    const other = inDocument(element, origin.ownerDocument);
    return (origin.compareDocumentPosition(other) & origin.DOCUMENT_POSITION_FOLLOWING) !== 0;
  };
  const ahead = order.find((element) => follows(element));
  const behind = order.findLast((element) => !follows(element) && element !== from);
  return back ? (behind ?? order.at(-1)) : (ahead ?? order[0]);
}

/** The element of the document itself that is, or holds in its shadow or frame, the one asked for. */
function inDocument(element: Element, document: Document | undefined): Element {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  if (host) return inDocument(host, document);
  const frame = element.ownerDocument === document ? null : frameOf(element.ownerDocument);
  return frame ? inDocument(frame, document) : element;
}

/** The elements that Tab stops at in one scope, shadow trees and frames put in where they stand. */
function tabbable(scope: Element | ShadowRoot): Element[] {
  const stops: { tabIndex: number; elements: Element[] }[] = [];
  collect(scope, stops);
  const positive = stops.filter(({ tabIndex }) => tabIndex > 0);
  positive.sort((first, second) => first.tabIndex - second.tabIndex);
  const others = stops.filter(({ tabIndex }) => tabIndex === 0);
  return [...positive, ...others].flatMap(({ elements }) => elements);
}

type Stop = { tabIndex: number; elements: Element[] };

function collect(parent: Element | ShadowRoot, stops: Stop[]): void {
  for (const element of childrenOf(parent)) {
    const inner = innerScope(element);
    const tabIndex = tabIndexOf(element);
    const own = isStop(element) ? [element] : [];
    if (inner) {
      const elements =
        tabIndex < 0 && own.length === 0 && element.hasAttribute('tabindex') ? [] : tabbable(inner);
      stops.push({ tabIndex: Math.max(0, tabIndex), elements: [...own, ...elements] });
      continue;
    }
    if (own.length > 0) stops.push({ tabIndex, elements: own });
    collect(element, stops);
  }
}

function childrenOf(parent: Element | ShadowRoot): Element[] {
  if (isElement(parent) && parent.localName === 'slot') {
    const assigned = (parent as HTMLSlotElement).assignedElements();
    if (assigned.length > 0) return assigned;
  }
  return [...parent.children];
}

function innerScope(element: Element): Element | ShadowRoot | null {
  if (isFrame(element)) return element.contentDocument?.documentElement ?? null;
  return element.shadowRoot;
}

/** An editable region says -1 and is a stop. */
function tabIndexOf(element: Element): number {
  const { tabIndex } = element as HTMLElement;
  return element.hasAttribute('tabindex') ? tabIndex : 0;
}

function isStop(element: Element): boolean {
  if (!isFocusable(element) || tabIndexOf(element) < 0) return false;
  if (isFrame(element) || element.shadowRoot?.delegatesFocus || typingRefusal(element))
    return false;
  return !(isInput(element) && element.type === 'radio') || isRadioStop(element);
}

/** Tab stops once in a radio group: at the one chosen, or at the first where none is. */
function isRadioStop(radio: HTMLInputElement): boolean {
  const group = radioGroupOf(radio).filter((member) => !isDisabled(member));
  return (group.find(({ checked }) => checked) ?? group[0]) === radio;
}
