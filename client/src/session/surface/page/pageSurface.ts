import type { InputRefusal } from '@beside/shared/protocol/input';
import type { ControlledSurface, HandMessage } from '../surface.ts';
import { deepActive, type PageView } from './dom/composedTree.ts';
import { createWishWatch } from './dom/wishes.ts';
import { isPickerInput } from './dom/elements.ts';
import { composeText } from './keyboard/editing.ts';
import type { Place } from './dom/hitTest.ts';
import { createKeys } from './keyboard/keys.ts';
import { createPopups } from './popup/popups.ts';
import { createPointer } from './pointer/pointer.ts';
import { rememberPasswordsOf, typingRefusal } from './dom/protection.ts';
import { createDeedShield } from './dom/shield.ts';
import { turnWheel } from './pointer/wheel.ts';

const plainKey = { shift: false, alt: false, command: false };

export interface PageSurfaceOptions {
  /** The page that is shared, by a capture of its tab. */
  window: Window;
  /** Where the hand is, in CSS pixels of the viewport. */
  onCursor?: (point: Place) => void;
}

/**
 * The page as a surface (PRODUCT.md, I3): events by script, with what the browser would have done
 * on its own carried out by us. They are not trusted events, so that nothing that asks for the
 * person's own click opens here.
 */
export function createPageSurface({
  window: page,
  onCursor,
}: PageSurfaceOptions): ControlledSurface {
  const popups = createPopups(page);
  const pointer = createPointer(page, popups, (place) => onCursor?.(place));
  const keys = createKeys(page, popups, () => pointer.pressed());
  const wishes = createWishWatch(page as PageView);
  const shield = createDeedShield(page);
  rememberPasswordsOf(page.document);

  function carryOut(message: HandMessage): InputRefusal | undefined {
    switch (message.type) {
      case 'move':
      case 'down':
      case 'up':
        return pointer.apply(message);
      case 'wheel':
        return turnWheel(page, message, popups);
      case 'key-down':
      case 'key-up':
        return keys.apply(message);
      case 'text':
        return compose(message.text);
      case 'release':
        letGo();
        return undefined;
    }
  }

  function compose(text: string): InputRefusal | undefined {
    const target = deepActive(page.document);
    const refusal = typingRefusal(target);
    if (refusal) return refusal;
    if (isPickerInput(target)) {
      for (const character of text) {
        popups.dateKey(target, { ...plainKey, key: character, character });
      }
      return undefined;
    }
    const outcome = composeText(target, text);
    popups.suggest(target);
    return outcome === 'done' || outcome === 'passed' ? undefined : outcome;
  }

  function letGo(): void {
    keys.release();
    pointer.release();
    popups.close();
  }

  return {
    apply(message) {
      if (message.type !== 'move') rememberPasswordsOf(page.document);
      let refusal: InputRefusal | undefined;
      const act = () => shield.during(() => (refusal = carryOut(message)));
      if (message.type === 'move') return act().refusal ?? refusal;
      let held: ReturnType<typeof act> | undefined;
      const wish = wishes.during(() => (held = act()));
      return refusal ?? held?.refusal ?? wish;
    },
    release() {
      shield.during(letGo);
      shield.end();
      wishes.end();
      pointer.end();
    },
  };
}
