import type { InputRefusal } from '@beside/shared/protocol/input';
import { documentsOf, isForeignFrame, lineageAcrossFrames } from './composedTree.ts';
import { isInput } from './elements.ts';

const guard = 'data-beside-guard';
const privacy = 'data-beside-private';
const passwords = 'input[type="password" i]';

/** A field that "show password" has turned into plain text is still the password's. */
const oncePasswords = new WeakSet<Element>();

export function rememberPassword(field: Element): void {
  oncePasswords.add(field);
}

function rememberPasswords(root: Document | ShadowRoot): void {
  for (const field of root.querySelectorAll(passwords)) oncePasswords.add(field);
}

export function rememberPasswordsOf(page: Document): void {
  for (const document of documentsOf(page)) rememberPasswords(document);
}

function isPassword(element: Element): boolean {
  if (!isInput(element)) return false;
  const filledWith = element.autocomplete;
  return (
    element.type === 'password' ||
    oncePasswords.has(element) ||
    /\b(current|new)-password\b/.test(filledWith)
  );
}

/** Whether the hand must not reach an element at all: our own controls, the customer's consent. */
export function isGuarded(element: Element): boolean {
  return lineageAcrossFrames(element).some((at) => at.hasAttribute(guard));
}

/** Why nothing there may be pressed. A password field may: the customer then types into it. */
export function pressRefusal(element: Element): InputRefusal | undefined {
  let refusal: InputRefusal | undefined;
  for (const at of lineageAcrossFrames(element)) {
    if (at.hasAttribute(guard)) return 'guarded';
    if (at.hasAttribute(privacy)) refusal = 'private';
  }
  return refusal ?? (isForeignFrame(element) ? 'foreign-frame' : undefined);
}

/** Why nothing may be typed there. */
export function typingRefusal(element: Element): InputRefusal | undefined {
  return pressRefusal(element) ?? (isPassword(element) ? 'private' : undefined);
}

/** Why a region may not be edited: a deletion would take what is protected inside along. */
export function editingRefusal(host: Element): InputRefusal | undefined {
  if (host.querySelector(`[${guard}]`)) return 'guarded';
  return host.querySelector(`[${privacy}], ${passwords}`) ? 'private' : undefined;
}

/** Whether anything protected lies in a range: its text is nobody's to take. */
export function holdsProtected(range: Range): boolean {
  const { commonAncestorContainer: common } = range;
  const around = common.nodeType === 1 ? (common as Element) : common.parentElement;
  if (!around || pressRefusal(around)) return true;
  const inside = around.querySelectorAll(`[${guard}], [${privacy}], ${passwords}`);
  return [...inside].some((element) => range.intersectsNode(element));
}
