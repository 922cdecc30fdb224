import { viewOf } from '../dom/composedTree.ts';
import { fireSimple } from '../dom/fire.ts';
import { isDisabled, isInput } from '../dom/elements.ts';
import type { Gesture, PressStart } from './gesture.ts';

/** Chromium's own thumb, in CSS pixels: its middle travels the track less its width. */
const thumbWidth = 16;

/** A range input follows the pointer: `input` on the way, `change` at the end. */
export function slideByPress(start: PressStart): Gesture | undefined {
  const { target } = start;
  if (!isInput(target) || target.type !== 'range' || isDisabled(target)) return undefined;
  const before = target.value;
  const follow = (): void => {
    const shown = target.value;
    setValue(target, String(valueAt(target, start.pointIn(target.ownerDocument).x)));
    if (target.value !== shown) fireSimple(target, 'input', { composed: true });
  };
  follow();
  return {
    move: follow,
    end() {
      if (target.value !== before) fireSimple(target, 'change');
    },
  };
}

function valueAt(input: HTMLInputElement, x: number): number {
  const { left, width } = input.getBoundingClientRect();
  const [min, max] = boundsOf(input);
  const along = (x - left - thumbWidth / 2) / Math.max(1, width - thumbWidth);
  const rightToLeft = viewOf(input)?.getComputedStyle(input).direction === 'rtl';
  const ratio = Math.max(0, Math.min(rightToLeft ? 1 - along : along, 1));
  return min + ratio * (max - min);
}

export function boundsOf(input: HTMLInputElement): [min: number, max: number] {
  const min = input.min === '' ? 0 : Number(input.min) || 0;
  const max = input.max === '' ? 100 : Number(input.max);
  return [min, Math.max(min, Number.isFinite(max) ? max : 100)];
}

/** Past a framework's own `value` on the element, which would take the change for its own. */
export function setValue(input: HTMLInputElement, value: string): void {
  const view = viewOf(input);
  const own = view && Object.getOwnPropertyDescriptor(view.HTMLInputElement.prototype, 'value');
  own?.set?.call(input, value);
}
