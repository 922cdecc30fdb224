import { isDisabled, isSelect } from '../dom/elements.ts';
import { viewOf } from '../dom/composedTree.ts';
import { fireChanged } from '../dom/fire.ts';
import { pressRefusal, typingRefusal } from '../dom/protection.ts';
import { choose } from '../keyboard/controlKeys.ts';
import { setValue } from '../pointer/slider.ts';
import { colourItems } from './colours.ts';
import { openList, type ListItem } from './listPopup.ts';
import type { Popup } from './popup.ts';

/** A `select` that shows one option, and opens for the others. */
export function isDropDown(element: Element): element is HTMLSelectElement {
  return isSelect(element) && !element.multiple && element.size <= 1;
}

export function openSelect(select: HTMLSelectElement, close: () => void): Popup | undefined {
  if (isDisabled(select) || pressRefusal(select)) return undefined;
  const options: (HTMLOptionElement | undefined)[] = [];
  const items: ListItem[] = [];
  let group: Element | null = null;
  for (const option of select.options) {
    if (option.hidden || viewOf(option)?.getComputedStyle(option).display === 'none') continue;
    const parent = option.closest('optgroup');
    if (parent && parent !== group) {
      items.push({ label: parent.label, heading: true });
      options.push(undefined);
    }
    group = parent;
    const disabled = isDisabled(option) || parent?.disabled === true;
    items.push({ label: option.label || option.text, disabled, inset: parent !== null });
    options.push(option);
  }
  return openList({
    owner: select,
    close,
    items,
    chosen: options.findIndex((option) => option?.selected === true),
    choose(index) {
      close();
      if (!pressRefusal(select)) choose(select, options[index]);
    },
  });
}

/** Suggestions of the page's own (`list`) that go with what is typed so far. */
export function openSuggestions(field: HTMLInputElement, close: () => void): Popup | undefined {
  const { list } = field;
  if (!list || field.readOnly || isDisabled(field) || typingRefusal(field)) return undefined;
  const typed = field.value.trim().toLowerCase();
  const fitting = [...list.options].filter(
    ({ value, label, disabled }) =>
      !disabled && value !== field.value && `${value}\n${label}`.toLowerCase().includes(typed),
  );
  return openList({
    owner: field,
    close,
    items: fitting.map(({ value, label }) => ({
      label: label !== '' && label !== value ? `${value} – ${label}` : value,
    })),
    chosen: -1,
    beside: true,
    choose(index) {
      close();
      assign(field, fitting[index]?.value);
    },
  });
}

export function openColours(field: HTMLInputElement, close: () => void): Popup | undefined {
  if (isDisabled(field) || typingRefusal(field)) return undefined;
  const items = colourItems(field);
  return openList({
    owner: field,
    close,
    items,
    chosen: items.findIndex(({ colour }) => colour === field.value),
    choose(index) {
      close();
      assign(field, items[index]?.colour);
    },
  });
}

function assign(field: HTMLInputElement, value: string | undefined): void {
  if (value === undefined || value === field.value || typingRefusal(field)) return;
  setValue(field, value);
  fireChanged(field);
}
