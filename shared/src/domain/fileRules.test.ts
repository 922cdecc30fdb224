import { expect, test } from 'vitest';
import { defaultFileRules, refusalBefore } from './fileRules.ts';
import { extensionOf, isIos } from './fileTypes.ts';

const one = (name: string, size = 1) => ({ name, size });

test('[F2] the default takes the types of the list, whatever their case, and no others', () => {
  const list =
    'jpeg png gif bmp tiff pdf doc docx odt xls xlsx ppt pptx pps ppsx log cfg rar zip txt';
  for (const extension of list.split(' ')) {
    expect(refusalBefore(one(`a.${extension.toUpperCase()}`), defaultFileRules, false)).toBe(
      undefined,
    );
  }
  for (const name of ['a.exe', 'a.html', 'a.svg', 'a.png.exe', 'txt', 'a.', 'a.heic', 'a.docm']) {
    expect([name, refusalBefore(one(name), defaultFileRules, false)]).toEqual([name, 'file-type']);
  }
});

test('[F2] an account can allow less, and smaller files', () => {
  const rules = { extensions: ['pdf' as const], maxBytes: 10 };
  expect(refusalBefore(one('a.pdf', 10), rules, false)).toBeUndefined();
  expect(refusalBefore(one('a.pdf', 11), rules, false)).toBe('too-large');
  expect(refusalBefore(one('a.txt'), rules, false)).toBe('file-type');
});

test('[F2] an empty file is none, and iOS sends pictures only', () => {
  expect(refusalBefore(one('a.txt', 0), defaultFileRules, false)).toBe('file-empty');
  expect(refusalBefore(one('a.txt'), defaultFileRules, true)).toBe('file-pictures-only');
  expect(refusalBefore(one('a.jpg'), defaultFileRules, true)).toBeUndefined();
});

test('[F2] iOS is known by what the browser says', () => {
  expect(isIos('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)')).toBe(true);
  expect(isIos('Mozilla/5.0 (Linux; Android 14; Pixel 7) Mobile')).toBe(false);
  expect(extensionOf('photo.JPG')).toBe('jpg');
});
