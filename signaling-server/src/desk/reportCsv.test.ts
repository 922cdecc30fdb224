import { expect, test } from 'vitest';
import { toCell } from './reportCsv.ts';

test('[M2] what a spreadsheet would carry out is kept from it', () => {
  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '\n@x']) {
    expect(toCell(formula)).toBe(`"'${formula}"`);
  }
  expect(toCell('a=b')).toBe('"a=b"');
});

test('[M2] quotes, commas and line breaks stay in their cell', () => {
  expect(toCell('say "hi",\r\nplease')).toBe('"say ""hi"",\r\nplease"');
  expect([toCell(null), toCell(-5), toCell('')]).toEqual(['', '-5', '""']);
});
