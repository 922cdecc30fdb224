import { deepActive, lineage } from '../dom/composedTree.ts';
import { isDisabled, isInput, isPickerInput } from '../dom/elements.ts';
import { placeIn, type Place } from '../dom/hitTest.ts';
import { pressRefusal, typingRefusal } from '../dom/protection.ts';
import { editDateField } from './dateField.ts';
import { openDatePopup } from './datePopup.ts';
import { isDropDown, openColours, openSelect, openSuggestions } from './openers.ts';
import type { Popup, PopupKey } from './popup.ts';

export interface Popups {
  /** Looks whether what is open still belongs there. */
  check(): void;
  covers(place: Place): boolean;
  hover(place: Place): void;
  press(place: Place): void;
  /** @returns whether the wheel was for what is open */
  scroll(place: Place, deltaY: number): boolean;
  /** Keys of lists, which the page sees nothing of. */
  listKey(key: PopupKey): boolean;
  /** Keys of date and time fields, after the page has seen them. */
  dateKey(target: Element, key: PopupKey): boolean;
  /** The hand presses there: what is open closes, and what a press opens opens. */
  pressOn(target: Element): void;
  openSelect(target: Element): boolean;
  openColours(field: HTMLInputElement): void;
  /** Suggestions for what a field holds now. */
  suggest(target: Element, mode?: 'typed' | 'asked'): boolean;
  close(): void;
}

/** At most one popup is open for the hand, and only while its control has the focus. */
export function createPopups(page: Window): Popups {
  let open: { popup: Popup; at: string; isDate: boolean } | undefined;
  /** Values that suggestions were closed for: they come again with the next letter. */
  let dismissed: string | undefined;

  const close = (): void => {
    open?.popup.close();
    open = undefined;
  };
  const show = (popup: Popup | undefined, isDate = false): boolean => {
    if (popup) open = { popup, at: whereIs(popup.owner), isDate };
    return popup !== undefined;
  };
  const local = (popup: Popup, place: Place): Place =>
    placeIn(popup.owner.ownerDocument, page, place);

  const openDate = (input: HTMLInputElement): void => {
    if (open?.popup.owner === input || input.readOnly || isDisabled(input)) return;
    close();
    show(
      openDatePopup(
        input,
        editDateField(input, () => new Date()),
      ),
      true,
    );
  };
  const openFor = (target: Element): boolean => {
    close();
    return isDropDown(target) && show(openSelect(target, close));
  };
  const suggest = (target: Element, mode: 'typed' | 'asked' = 'typed'): boolean => {
    if (!isInput(target) || !target.list || isPickerInput(target)) return false;
    if (/^(range|color)$/.test(target.type)) return false;
    if (mode === 'typed' && dismissed === target.value) return false;
    dismissed = target.value;
    close();
    return show(openSuggestions(target, close));
  };

  return {
    check() {
      if (!open) return;
      const { owner } = open.popup;
      const stays = owner.isConnected && !pressRefusal(owner) && whereIs(owner) === open.at;
      if (!stays || deepActive(page.document) !== owner) close();
    },
    covers: (place) => open?.popup.covers(local(open.popup, place)) ?? false,
    hover: (place) => open?.popup.hover(local(open.popup, place)),
    press(place) {
      if (open?.popup.press(local(open.popup, place)) === true) close();
    },
    scroll(place, deltaY) {
      if (!open?.popup.covers(local(open.popup, place))) return false;
      open.popup.scroll(deltaY);
      return true;
    },
    listKey: (key) => (open && !open.isDate ? open.popup.key(key) : false),
    dateKey(target, key) {
      if (!isPickerInput(target) || typingRefusal(target)) return false;
      const moves = /^(Tab|Escape|Enter)$/.test(key.key);
      if (!moves) openDate(target as HTMLInputElement);
      if (key.key === 'Escape' && open) {
        close();
        return true;
      }
      return open?.popup.owner === target && open.popup.key(key);
    },
    pressOn(target) {
      const before = open?.popup.owner;
      close();
      dismissed = undefined;
      const control = lineage(target).find(isInput) ?? target;
      if (isDropDown(target)) {
        if (before !== target) openFor(target);
      } else if (isPickerInput(control) && !typingRefusal(control)) {
        openDate(control as HTMLInputElement);
      } else if (before !== control) suggest(control, 'asked');
    },
    openSelect: openFor,
    openColours(field) {
      close();
      show(openColours(field, close));
    },
    suggest,
    close,
  };
}

function whereIs(element: Element): string {
  const { left, top } = element.getBoundingClientRect();
  return `${Math.round(left)} ${Math.round(top)}`;
}
