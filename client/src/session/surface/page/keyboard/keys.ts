import type { InputRefusal } from '@beside/shared/protocol/input';
import { activate } from '../dom/activation.ts';
import { deepActive } from '../dom/composedTree.ts';
import { isButtonLike, isSummary, isToggle } from '../dom/elements.ts';
import { fire, modifierInit } from '../dom/fire.ts';
import { keyCodeOf } from './keyCodes.ts';
import { createKeyDefaults } from './keyDefaults.ts';
import type { Popups } from '../popup/popups.ts';
import { characterOf, strokeOf, type KeyMessage } from './keyStroke.ts';
import { typingRefusal } from '../dom/protection.ts';

interface Keys {
  apply(message: KeyMessage): InputRefusal | undefined;
  release(): void;
}

/** The keyboard of the hand: keydown, keypress where a browser gives one, the default, keyup. */
export function createKeys(page: Window, popups: Popups, pressed: () => Element | undefined): Keys {
  const held = new Map<string, KeyMessage>();
  const refused = new Map<string, InputRefusal>();
  const carryOutDefault = createKeyDefaults(popups, pressed);
  /** What Space will click when it comes up. */
  let armed: Element | undefined;

  const focused = (): Element => deepActive(page.document);

  function down(message: KeyMessage): InputRefusal | undefined {
    const id = identityOf(message);
    const refusal = typingRefusal(focused());
    if (refusal) {
      refused.set(id, refusal);
      return refusal;
    }
    popups.check();
    const stroke = strokeOf(page, focused(), message);
    if (popups.listKey({ ...stroke, character: characterOf(message) })) return undefined;
    held.set(id, message);
    if (!fireKey(focused(), 'keydown', message)) return undefined;
    const character = message.key === 'Enter' ? '\r' : characterOf(message);
    // A handler may have moved the focus: what follows goes to where it is now.
    if (typingRefusal(focused())) return typingRefusal(focused());
    if (character && !fireKey(focused(), 'keypress', message, character)) return undefined;
    const target = focused();
    if (typingRefusal(target)) return typingRefusal(target);
    armed = message.key === ' ' && isClickedBySpace(target) ? target : undefined;
    if (armed) return undefined;
    const outcome = carryOutDefault(strokeOf(page, target, message), characterOf(message));
    if (edits(message)) popups.suggest(focused());
    return outcome;
  }

  function up(message: KeyMessage): InputRefusal | undefined {
    const id = identityOf(message);
    const refusal = refused.get(id);
    if (refused.delete(id)) return refusal;
    if (!held.delete(id)) return undefined;
    const target = focused();
    const clicked = message.key === ' ' && armed === target ? armed : undefined;
    if (message.key === ' ') armed = undefined;
    const protectedNow = typingRefusal(target);
    if (protectedNow) return protectedNow;
    return fireKey(target, 'keyup', message) && clicked ? activate(clicked) : undefined;
  }

  return {
    apply: (message) => (message.type === 'key-down' ? down(message) : up(message)),
    release() {
      armed = undefined;
      for (const message of [...held.values()].reverse()) up({ ...message, modifiers: 0 });
      held.clear();
      refused.clear();
    },
  };
}

/** Whether a key may have changed the text of a field. */
function edits(message: KeyMessage): boolean {
  return characterOf(message) !== undefined || /^(Backspace|Delete)$/.test(message.key);
}

/** One physical key; without a code, what it types. */
function identityOf({ code, key }: KeyMessage): string {
  return code || key;
}

function isClickedBySpace(element: Element): boolean {
  return isButtonLike(element) || isToggle(element) || isSummary(element);
}

function fireKey(target: Element, type: string, message: KeyMessage, character?: string): boolean {
  const { key, code, location, repeat, modifiers } = message;
  const charCode = character?.codePointAt(0) ?? 0;
  const keyCode = charCode || keyCodeOf(key, code);
  return fire(
    target,
    (view) =>
      new view.KeyboardEvent(type, {
        bubbles: true,
        cancelable: true,
        composed: true,
        view,
        key,
        code,
        location,
        repeat: repeat && type !== 'keyup',
        keyCode,
        charCode,
        ...modifierInit(modifiers),
      }),
  );
}
