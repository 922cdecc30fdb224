import { expect, test } from 'vitest';
import { linkParts, readLink } from './pushedLink.ts';

test.each([
  ['https://example.test', 'https://example.test/'],
  ['  HTTP://Example.test/a?b#c ', 'http://example.test/a?b#c'],
  // Letters of another script that look like others are shown as what they are.
  ['https://аpple.com/', 'https://xn--pple-43d.com/'],
])('[T10] %s is an address', (typed, href) => {
  expect(readLink(typed)).toBe(href);
});

test.each([
  'example.test',
  'javascript:alert(1)',
  'data:text/html,hello',
  'ftp://example.test/',
  'https://',
  'https://bank.example@evil.example/',
  'https://user:word@example.test/',
  ' ',
  `https://example.test/${'x'.repeat(2000)}`,
])('[T10] %s is none', (typed) => {
  expect(readLink(typed)).toBeUndefined();
});

test('[T10] the host stands apart from what comes after it', () => {
  expect(linkParts('https://example.test/')).toEqual({
    before: 'https://',
    host: 'example.test',
    after: '',
  });
  expect(linkParts('http://a.test:8080/b?c=https://bank.example')).toEqual({
    before: 'http://',
    host: 'a.test:8080',
    after: '/b?c=https://bank.example',
  });
});
