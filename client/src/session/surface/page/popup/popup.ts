import type { Place } from '../dom/hitTest.ts';

/** A key as an open popup reads it. */
export interface PopupKey {
  key: string;
  shift: boolean;
  alt: boolean;
  command: boolean;
  character: string | undefined;
}

/** What the browser would open over the page by itself, made by us for the hand. */
export interface Popup {
  /** The control that it belongs to. */
  readonly owner: Element;
  /** Whether a place of the owner's viewport lies on it. */
  covers(place: Place): boolean;
  hover(place: Place): void;
  /** @returns whether something was chosen that ends it */
  press(place: Place): boolean;
  scroll(deltaY: number): void;
  /** @returns whether the key was for it: the page sees nothing of it then */
  key(key: PopupKey): boolean;
  close(): void;
}
