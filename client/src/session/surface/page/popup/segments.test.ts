import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readValue, stepUnit, typeDigit, unitsOf, writeValue, type Unit } from './segments.ts';

test('[I3] units stand in the order of the language', () => {
  expect(unitsOf('date', 'de-DE', false)).toEqual(['day', 'month', 'year']);
  expect(unitsOf('date', 'ja-JP', false)).toEqual(['year', 'month', 'day']);
  expect(unitsOf('time', 'en-US', true)).toEqual(['hour12', 'minute', 'second', 'period']);
  expect(unitsOf('time', 'es-ES', false)).toEqual(['hour', 'minute']);
  expect(unitsOf('month', 'en-GB', false)).toEqual(['month', 'year']);
});

const two = (number: number): string => String(number).padStart(2, '0');
const part = (min: number, max: number) => fc.integer({ min, max }).map(two);
const year = fc.integer({ min: 1, max: 9999 }).map((number) => String(number).padStart(4, '0'));
const date = fc.tuple(year, part(1, 12), part(1, 28)).map((parts) => parts.join('-'));
const time = fc.tuple(part(0, 23), part(0, 59)).map((parts) => parts.join(':'));
const values = fc.oneof(
  date.map((value) => ['date', value] as const),
  time.map((value) => ['time', value] as const),
  fc.tuple(date, time).map((parts) => ['datetime-local', parts.join('T')] as const),
  fc.tuple(year, part(1, 12)).map((parts) => ['month', parts.join('-')] as const),
  fc.tuple(year, part(1, 52)).map((parts) => ['week', parts.join('-W')] as const),
);

test('[I3] every value comes out of its units as it went in, in every language', () => {
  fc.assert(
    fc.property(
      values,
      fc.constantFrom('en-US', 'en-GB', 'de', 'es'),
      ([kind, value], language) => {
        const units = unitsOf(kind, language, false);
        expect(writeValue(kind, units, readValue(kind, value))).toBe(value);
      },
    ),
  );
});

test('[I3] a value with a unit missing is none', () => {
  const units: Unit[] = ['day', 'month', 'year'];
  expect(writeValue('date', units, { day: 1, year: 2026 })).toBe('');
});

test('[I3] a digit that does not fit begins anew, and one that fills the unit says so', () => {
  expect(typeDigit('month', '', '1')).toEqual({ typed: '1', value: 1, full: false });
  expect(typeDigit('month', '1', '2')).toEqual({ typed: '', value: 12, full: true });
  expect(typeDigit('month', '', '4')).toEqual({ typed: '', value: 4, full: true });
  expect(typeDigit('month', '1', '3')).toEqual({ typed: '', value: 3, full: true });
});

test('[I3] a step goes around at the ends, along the grid, and begins at an end', () => {
  const now = new Date(2026, 5, 1);
  expect(stepUnit('month', 12, 1, now)).toBe(1);
  expect(stepUnit('day', 1, -1, now)).toBe(31);
  expect(stepUnit('minute', 7, 15, now)).toBe(15);
  expect(stepUnit('minute', 45, 15, now)).toBe(0);
  expect(stepUnit('minute', 0, -15, now)).toBe(45);
  expect(stepUnit('hour', undefined, -1, now)).toBe(23);
  expect(stepUnit('year', undefined, 1, now)).toBe(2026);
});
