import { deepActive } from '../surface/page/dom/composedTree.ts';
import { focusOn } from '../surface/page/dom/focus.ts';
import { isGuarded } from '../surface/page/dom/protection.ts';
import { editableOf } from '../surface/page/keyboard/editable.ts';

/** At the most so long a dialog that was answered still lies over the page, in frames. */
const mostFrames = 60;

/** Where text of a clipboard goes: the caret as it was before the customer was asked. */
export interface CaretPlace {
  /** Keeps the place; a dialog takes the focus next. */
  keep(): void;
  /** Waits for the dialog to be gone. @returns whether there is a caret again */
  comeBack(): Promise<boolean>;
}

export function createCaretPlace(page: Document): CaretPlace {
  let place: Element | undefined;
  return {
    keep() {
      const active = deepActive(page);
      place = isGuarded(active) ? undefined : active;
    },
    async comeBack() {
      for (let frame = 0; frame < mostFrames && deepActive(page) !== place; frame += 1) {
        await new Promise(requestAnimationFrame);
        // The dialog gives the focus back to where it was, or to nothing.
        if (frame > 0 && place?.isConnected && !isGuarded(deepActive(page))) focusOn(place);
      }
      return place !== undefined && deepActive(page) === place && editableOf(place) !== undefined;
    },
  };
}
