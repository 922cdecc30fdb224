import { viewOf } from '../dom/composedTree.ts';
import { fireChanged } from '../dom/fire.ts';
import { typingRefusal } from '../dom/protection.ts';
import { setValue } from '../pointer/slider.ts';
import {
  readValue,
  stepUnit,
  typeDigit,
  unitsOf,
  writeValue,
  type Filled,
  type Unit,
} from './segments.ts';

export interface DateField {
  readonly units: readonly Unit[];
  readonly at: number;
  readonly filled: Filled;
  select(index: number): void;
  step(by: 1 | -1): void;
  clear(): void;
  /** A digit, a letter for the half of the day, or a sign that leads to the next unit. */
  type(character: string): void;
}

const minuteSeconds = 60;

/** Edits a date or time field unit by unit, as its own parts would that no script reaches. */
export function editDateField(input: HTMLInputElement, now: () => Date): DateField {
  const language = viewOf(input)?.navigator.language ?? 'en';
  const step = input.step === '' || input.step === 'any' ? minuteSeconds : Number(input.step);
  const hasSeconds = step % minuteSeconds !== 0 || /:\d\d:/.test(input.value);
  const units = unitsOf(input.type, language, hasSeconds);
  let told = input.value;
  let filled = readValue(input.type, told);
  let at = 0;
  let typed = '';
  /** The unit was full and the next one is due: a separator typed now has had its meaning. */
  let advanced = false;

  const look = (): void => {
    // The page has set it meanwhile.
    if (input.value === told) return;
    told = input.value;
    filled = readValue(input.type, told);
  };
  const select = (index: number): void => {
    at = Math.max(0, Math.min(index, units.length - 1));
    typed = '';
    advanced = false;
  };
  const put = (unit: Unit, value: number | undefined): void => {
    filled = { ...filled, [unit]: value };
    if (typingRefusal(input) || input.readOnly) return;
    setValue(input, writeValue(input.type, units, filled));
    if (input.value === told) return;
    told = input.value;
    fireChanged(input);
    // What the page has made of it counts; what is not complete yet is only ours.
    if (input.value !== told) look();
  };
  const current = (): Unit => units[at] ?? 'year';
  const grid = (unit: Unit): number => {
    const minutes = step / minuteSeconds;
    return unit === 'minute' && Number.isInteger(minutes) && 60 % minutes === 0 ? minutes : 1;
  };

  return {
    units,
    get at() {
      return at;
    },
    get filled() {
      look();
      return filled;
    },
    select,
    step(by) {
      look();
      typed = '';
      const unit = current();
      put(unit, stepUnit(unit, filled[unit], by * grid(unit), now()));
    },
    clear() {
      look();
      typed = '';
      put(current(), undefined);
    },
    type(character) {
      look();
      const unit = current();
      if (/^[ap]$/i.test(character) && units.includes('period')) {
        select(units.indexOf('period'));
        put('period', Number(/^p$/i.test(character)));
      } else if (/^\d$/.test(character) && unit !== 'period') {
        const next = typeDigit(unit, typed, character);
        typed = next.typed;
        advanced = false;
        put(unit, next.value);
        if (!next.full || at === units.length - 1) return;
        select(at + 1);
        advanced = true;
      } else if (/^[./:\-, T]$/.test(character)) {
        if (!advanced) select(at + 1);
        advanced = false;
      }
    },
  };
}
