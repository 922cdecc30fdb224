import { expect, test } from 'vitest';
import { readArguments } from './readArguments.ts';
import { createSay, languageOf } from './terminal/words.ts';

const read = (line: string) => readArguments(line.split(' '));

test('[I3] a server and a code, however it was grouped', () => {
  const start = { kind: 'start', server: 'https://help.example.com', code: '123456789' };
  expect(read('--server https://help.example.com/p/demo --code 123-456-789')).toEqual(start);
  expect(read('--code 123456789 --server https://help.example.com')).toEqual(start);
});

test.each([
  ['--server https://a.example', 'usage'],
  ['--code 123456789', 'usage'],
  ['--server https://a.example --code 123456789 --root', 'usage'],
  ['--server help --code 123456789', 'wrong-server'],
  ['--server ftp://a.example --code 123456789', 'wrong-server'],
  ['--server http://a.example --code 123456789', 'unsafe-server'],
  ['--server https://a.example --code 12345678', 'wrong-code-shape'],
  ['--server https://a.example --code letters', 'wrong-code-shape'],
])('[I3] %s is refused: %s', (line, why) => {
  expect(read(line)).toEqual({ kind: 'wrong', why });
});

test('[I3] this machine itself may be spoken to without a certificate', () => {
  expect(read('--server http://localhost:8080 --code 123456789')).toMatchObject({ kind: 'start' });
});

test('[P10] the terminal is spoken to in its own language', () => {
  expect(languageOf({ LANG: 'de_AT.UTF-8' })).toBe('de');
  expect(languageOf({ LANG: 'de_DE.UTF-8', LC_ALL: 'es_ES.UTF-8' })).toBe('es');
  expect(languageOf({ LANG: 'C' })).toBe('en');
});

test('[I3] a name cannot move the cursor or colour the terminal', () => {
  const name = 'Eve\u001b[2J\r\n\u202e';
  expect(createSay('en')('program.used', { name })).toBe('Eve[2J is using them.');
});
