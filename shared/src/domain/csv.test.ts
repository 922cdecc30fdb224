import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCsv } from './csv.ts';

const cells = (text: string) => parseCsv(text)?.map((row) => row.cells);

test.each([',', ';', '\t'])('[M1] a table is read with %j between its cells', (separator) => {
  const text = ['name', 'email'].join(separator) + '\r\n' + ['Ada', 'a@x.test'].join(separator);
  expect(cells(text)).toEqual([
    ['name', 'email'],
    ['Ada', 'a@x.test'],
  ]);
});

test('[M1] quoted cells hold separators, quotes and lines, and rows know their line', () => {
  expect(parseCsv('\ufeffname,note\n\n "Lovelace, ""Ada""" , "two\nlines"\nBob,\n')).toEqual([
    { line: 1, cells: ['name', 'note'] },
    { line: 3, cells: ['Lovelace, "Ada"', 'two\nlines'] },
    { line: 5, cells: ['Bob', ''] },
  ]);
});

test('[M1] what is no table is told from one', () => {
  expect(parseCsv('name\n"no end')).toBeUndefined();
  expect(parseCsv('')).toEqual([]);
  expect(parseCsv('\n \n')).toEqual([]);
});

test('[M1] whatever is written by the rules is read as it was', () => {
  const cell = fc.string({ minLength: 1 }).map((text) => text.trim() || 'x');
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const write = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const text = ['a,b', ...rows.map((row) => row.map(write).join())].join('\n');
      expect(cells(text)?.slice(1)).toEqual(rows);
    }),
  );
});
