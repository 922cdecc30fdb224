import type { InputRefusal } from '@beside/shared/protocol/input';
import { documentsOf, isElement } from './composedTree.ts';
import { isFileInput } from './elements.ts';
import { isGuarded, pressRefusal } from './protection.ts';

const deeds = [
  'click',
  'dblclick',
  'auxclick',
  'contextmenu',
  'mousedown',
  'mouseup',
  'pointerdown',
  'pointerup',
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'submit',
  'reset',
  'drop',
];
interface Shielded {
  /** Why something was held back. */
  refusal?: InputRefusal;
}

type Judge = (event: Event, target: Element) => InputRefusal | undefined;

/** Carries out `act`, and stops the events that it causes wherever `judge` finds a reason. */
export function shielded(
  page: Window,
  types: readonly string[],
  judge: Judge,
  act: () => void,
): Shielded {
  const held: Shielded = {};
  const stop = (event: Event): void => {
    const target = event.composedPath()[0];
    const refusal = isElement(target) ? judge(event, target) : undefined;
    if (!refusal) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.refusal ??= refusal;
  };
  const windows = documentsOf(page.document).map((document) => document.defaultView);
  const each = (method: 'addEventListener' | 'removeEventListener'): void => {
    for (const window of windows) for (const type of types) window?.[method](type, stop, true);
  };
  each('addEventListener');
  try {
    act();
  } finally {
    each('removeEventListener');
  }
  return held;
}

/**
 * Carries out `act` while nothing that follows from it on the page, a label's click, a submission,
 * a handler's `click()`, reaches a protected element. Nothing else can happen meanwhile: the act
 * is synchronous.
 */
export function shieldedFromDeeds(page: Window, act: () => void): Shielded {
  return shielded(page, deeds, refusalOf, act);
}

function refusalOf(event: Event, target: Element): InputRefusal | undefined {
  if (event.type === 'click') {
    return pressRefusal(target) ?? (isFileInput(target) ? 'file-picker' : undefined);
  }
  const submitter = event.type === 'submit' ? (event as SubmitEvent).submitter : null;
  if (submitter) return pressRefusal(submitter) ?? (isGuarded(target) ? 'guarded' : undefined);
  return isGuarded(target) ? 'guarded' : undefined;
}
