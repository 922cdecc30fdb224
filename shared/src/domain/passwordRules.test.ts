import { expect, test } from 'vitest';
import { passwordFault } from './passwordRules.ts';

const about = ['ada.lovelace@example.test', 'Ada Lovelace'];

test.each([
  'correct horse battery',
  'Tr0ub4dor & three',
  'ein blauer Hund',
  '密码是很长的一个句子所以好',
])('[M1] %s is taken', (password) => expect(passwordFault(password, about)).toBeNull());

test.each([
  ['elevenchars', 'too-short'],
  ['🙂🙂🙂🙂🙂🙂', 'too-short'],
  ['aaaaaaaaaaaaaaa', 'too-common'],
  ['123456789012', 'too-common'],
  ['abcdefghijkl', 'too-common'],
  ['abc1abc1abc1', 'too-common'],
  ['Password2024!!', 'too-common'],
  ['passwordpassword', 'too-common'],
  ['Willkommen123', 'too-common'],
  ['lovelace2024!', 'too-personal'],
  ['ada.lovelace1!', 'too-personal'],
])('[M1] %s is refused: %s', (password, fault) => {
  expect(passwordFault(password, about)).toBe(fault);
});
