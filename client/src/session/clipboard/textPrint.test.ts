import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsPrinted, printOf } from './textPrint.ts';

test('[I12] a printed text is found in every text that holds it, and in no other', () => {
  const short = fc.string({ unit: fc.constantFrom('a', 'b', 'ü', '😀'), maxLength: 6 });
  const long = fc.string({ unit: fc.constantFrom('a', 'b', 'ü', '😀'), maxLength: 60 });
  fc.assert(
    fc.property(short, long, (part, text) => {
      expect(holdsPrinted(text, printOf(part))).toBe(part !== '' && text.includes(part));
      expect(holdsPrinted(`${text}${part}${text}`, printOf(part))).toBe(part !== '');
    }),
  );
});

test('a print says nothing twice, and looks through a large text at once', () => {
  const [one, other] = [printOf('4111 1111'), printOf('4111 1111')];
  expect(one.hashes).not.toEqual(other.hashes);
  const text = `${'x'.repeat(100_000)}4111 1111`;
  expect([holdsPrinted(text, one), holdsPrinted(text.slice(0, -1), one)]).toEqual([true, false]);
});
