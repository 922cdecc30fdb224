import { describe, expect, test } from 'vitest';
import { keyCodes, type KeyCode, type KeyTable } from './codes.ts';
import { macKeys } from './mac.ts';
import { windowsKeys } from './windows.ts';
import { x11Keys } from './x11.ts';

const tables: [string, KeyTable, KeyCode[]][] = [
  ['X11', x11Keys, []],
  ['Windows', windowsKeys, ['Pause']],
  ['macOS', macKeys, ['PrintScreen', 'Pause']],
];

describe.each(tables)('keys of %s', (_name, table, absent) => {
  test('[I3] there is a number for every key, but for those that the system does not have', () => {
    expect(Object.keys(table).toSorted()).toEqual([...keyCodes].toSorted());
    expect(keyCodes.filter((code) => table[code] === null)).toEqual(absent);
  });
  test('[I3] no two keys have the same number', () => {
    const numbers = Object.values(table).filter((number) => number !== null);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

test('[I3] the list has every key of the sections that keyboards have in common', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`);
  const digits = [...'0123456789'].flatMap((digit) => [`Digit${digit}`, `Numpad${digit}`]);
  const functions = Array.from({ length: 20 }, (_, at) => `F${at + 1}`);
  expect(keyCodes).toEqual(expect.arrayContaining([...letters, ...digits, ...functions]));
});
