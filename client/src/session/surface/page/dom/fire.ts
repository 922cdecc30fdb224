import { modifierBits } from '@beside/shared/protocol/input';
import { viewOf, type PageView } from './composedTree.ts';
import { isGuarded } from './protection.ts';

/**
 * Dispatches one event, made by the target's own frame. Every event of the hand goes through
 * here, and none to a guarded element.
 * @returns whether its default action may follow
 */
export function fire(target: Element, make: (view: PageView) => Event): boolean {
  const view = viewOf(target);
  if (!view || !target.isConnected || isGuarded(target)) return false;
  return target.dispatchEvent(make(view));
}

export function fireSimple(target: Element, type: string, init: EventInit = {}): boolean {
  return fire(target, (view) => new view.Event(type, { bubbles: true, ...init }));
}

/** What a control tells when its value was changed by hand. */
export function fireChanged(target: Element): void {
  fireSimple(target, 'input', { composed: true });
  fireSimple(target, 'change');
}

/** The click that a key causes. */
export function fireKeyClick(target: Element): boolean {
  return fire(target, (view) => {
    const init = { bubbles: true, cancelable: true, composed: true, view, pointerId: -1 };
    return new view.PointerEvent('click', init);
  });
}

/** The modifier keys as events carry them. */
export function modifierInit(modifiers: number): EventModifierInit {
  return {
    shiftKey: (modifiers & modifierBits.shift) !== 0,
    ctrlKey: (modifiers & modifierBits.control) !== 0,
    altKey: (modifiers & modifierBits.alt) !== 0,
    metaKey: (modifiers & modifierBits.meta) !== 0,
  };
}
