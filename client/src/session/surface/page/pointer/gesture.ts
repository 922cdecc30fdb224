import type { Place } from '../dom/hitTest.ts';
import { chooseByPress } from './listbox.ts';
import { slideByPress } from './slider.ts';
import { selectTextByPress } from './textSelection.ts';

/** A press of the main button that was not prevented. */
export interface PressStart {
  target: Element;
  /** 1, 2, 3 …: presses in a row. */
  clicks: number;
  /** Shift: what is selected reaches to here. */
  extend: boolean;
  /** Control or Meta: one more is chosen, or one less. */
  toggle: boolean;
  /** Control or Alt, now: what is dragged stays where it was as well. */
  isCopying(): boolean;
  /** Where the hand is now, in a document's own viewport. */
  pointIn(document: Document): Place;
}

/** What the browser does while the button is held: select, slide, scroll. */
export interface Gesture {
  move(to: { over: Element | undefined }): void;
  end?(): void;
  /** The page gets no click at the end. */
  swallowsClick?: boolean;
}

export function beginGesture(start: PressStart): Gesture | undefined {
  return chooseByPress(start) ?? slideByPress(start) ?? selectTextByPress(start);
}
