import { expect, test } from 'vitest';
import { companyKey } from './company.ts';
import { emailKey, phoneKey } from './contact.ts';

test('[T10] the same person is known by the address or the number, however it is written', () => {
  expect(emailKey(' Ada@Example.TEST ')).toBe(emailKey('ada@example.test'));
  expect(phoneKey('+49 (30) 123-45/6')).toBe('+4930123456');
  expect([emailKey(null), phoneKey(undefined)]).toEqual(['', '']);
});

test('[T12] the same company is known by its name, however it is written', () => {
  expect(companyKey('  ACME\u00a0  Inc. ')).toBe('acme inc.');
  expect(companyKey('  ')).toBe('');
});
