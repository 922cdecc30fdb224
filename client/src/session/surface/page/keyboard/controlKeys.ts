import { activate, radioGroupOf } from '../dom/activation.ts';
import { viewOf } from '../dom/composedTree.ts';
import { isDisabled, isInput, isSelect } from '../dom/elements.ts';
import { fireChanged } from '../dom/fire.ts';
import { focusOn } from '../dom/focus.ts';
import type { KeyStroke, Outcome } from './keyStroke.ts';
import { typingRefusal } from '../dom/protection.ts';
import { boundsOf, setValue } from '../pointer/slider.ts';

/** Arrow and page keys in the controls that they change: radio, list, range, number. */
export function controlKey(stroke: KeyStroke): Outcome {
  const { target, command, alt } = stroke;
  if (command || alt || isDisabled(target)) return 'passed';
  if (isSelect(target)) return selectKey(target, stroke);
  if (!isInput(target)) return 'passed';
  if (target.type === 'radio') return radioKey(target, stroke);
  if (target.type === 'range') return rangeKey(target, stroke);
  return target.type === 'number' ? numberKey(target, stroke) : 'passed';
}

function directionOf(key: string): -1 | 0 | 1 {
  if (/^Arrow(Up|Left)$/.test(key)) return -1;
  return /^Arrow(Down|Right)$/.test(key) ? 1 : 0;
}

function radioKey(radio: HTMLInputElement, { key }: KeyStroke): Outcome {
  const direction = directionOf(key);
  if (direction === 0) return 'passed';
  const group = radioGroupOf(radio).filter(
    (member) => member === radio || (!isDisabled(member) && !typingRefusal(member)),
  );
  const next = group.at((group.indexOf(radio) + direction) % group.length);
  if (!next || next === radio) return 'done';
  focusOn(next);
  return activate(next) ?? 'done';
}

const optionsPerPage = 10;

function selectKey(select: HTMLSelectElement, { key }: KeyStroke): Outcome {
  const options = [...select.options].filter((option) => !isDisabled(option));
  const at = options.findIndex(({ index }) => index === select.selectedIndex);
  const places: Readonly<Record<string, number>> = {
    Home: 0,
    End: options.length - 1,
    PageUp: Math.max(0, at - optionsPerPage),
    PageDown: Math.min(options.length - 1, at + optionsPerPage),
  };
  const place = places[key] ?? at + directionOf(key);
  if (places[key] === undefined && directionOf(key) === 0) return 'passed';
  choose(select, options[place]);
  return 'done';
}

export function choose(select: HTMLSelectElement, option: HTMLOptionElement | undefined): void {
  if (!option || option.index === select.selectedIndex) return;
  select.selectedIndex = option.index;
  fireChanged(select);
}

function rangeKey(input: HTMLInputElement, { key }: KeyStroke): Outcome {
  const [min, max] = boundsOf(input);
  const step = input.step === 'any' ? (max - min) / 100 : Number(input.step) || 1;
  const page = Math.max(step, (max - min) / 10);
  const value = Number(input.value);
  const rightToLeft = viewOf(input)?.getComputedStyle(input).direction === 'rtl' ? -1 : 1;
  const values: Readonly<Record<string, number>> = {
    ArrowUp: value + step,
    ArrowDown: value - step,
    ArrowRight: value + step * rightToLeft,
    ArrowLeft: value - step * rightToLeft,
    PageUp: value + page,
    PageDown: value - page,
    Home: min,
    End: max,
  };
  return assign(input, values[key]);
}

function assign(input: HTMLInputElement, value: number | undefined): Outcome {
  if (value === undefined) return 'passed';
  const before = input.value;
  setValue(input, String(value));
  if (input.value !== before) fireChanged(input);
  return 'done';
}

function numberKey(input: HTMLInputElement, { key }: KeyStroke): Outcome {
  if (!/^Arrow(Up|Down)$/.test(key)) return 'passed';
  const refusal = typingRefusal(input);
  if (refusal) return refusal;
  if (input.readOnly) return 'done';
  const before = input.value;
  // A step of "any" has no steps: stepUp() throws there, and a person's arrow goes by one.
  if (input.step === 'any') return assign(input, Number(before) + (key === 'ArrowUp' ? 1 : -1));
  if (key === 'ArrowUp') input.stepUp();
  else input.stepDown();
  if (input.value !== before) fireChanged(input);
  return 'done';
}
