import { lineage } from '../dom/composedTree.ts';
import { fireChanged } from '../dom/fire.ts';
import { isDisabled, isSelect } from '../dom/elements.ts';
import type { Gesture, PressStart } from './gesture.ts';

/** A list that stands open (`size` or `multiple`): the option pressed is chosen. */
export function chooseByPress(start: PressStart): Gesture | undefined {
  const { target } = start;
  const list = lineage(target).find(isSelect);
  if (!list || target.localName !== 'option' || isDisabled(list) || isDisabled(target)) {
    return undefined;
  }
  const option = target as HTMLOptionElement;
  const before = chosenOf(list);
  if (list.multiple && start.toggle) option.selected = !option.selected;
  else if (list.multiple && start.extend) chooseRange(list, list.selectedIndex, option.index);
  else list.selectedIndex = option.index;
  return {
    move({ over }) {
      const next = over?.localName === 'option' ? (over as HTMLOptionElement) : undefined;
      if (next && lineage(next).includes(list)) chooseRange(list, option.index, next.index);
    },
    end() {
      if (chosenOf(list) !== before) fireChanged(list);
    },
  };
}

function chooseRange(list: HTMLSelectElement, from: number, to: number): void {
  if (!list.multiple) {
    if (!list.options[to]?.disabled) list.selectedIndex = to;
    return;
  }
  const [first, last] = [Math.max(0, Math.min(from, to)), Math.max(from, to)];
  for (const option of list.options) {
    option.selected = !option.disabled && option.index >= first && option.index <= last;
  }
}

function chosenOf(list: HTMLSelectElement): string {
  return [...list.selectedOptions].map(({ index }) => index).join();
}
