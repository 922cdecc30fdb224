import { expect, test } from 'vitest';
import { readPictureKey } from './pictureKeys.ts';

const bare = { ctrlKey: false, altKey: false, metaKey: false };
const held = { ctrlKey: true, altKey: true, metaKey: false };

test.each([
  ['+', 'zoom-in'],
  ['=', 'zoom-in'],
  ['-', 'zoom-out'],
  ['0', 'fit'],
  ['1', 'actual'],
  ['ArrowLeft', 'left'],
  ['ArrowDown', 'down'],
])('[S5] %s alone does what it says as long as nobody controls', (key, action) => {
  expect(readPictureKey({ ...bare, key }, false)).toBe(action);
  expect(readPictureKey({ ...bare, key }, true)).toBeNull();
});

test('[S5] while keys go to the customer, arrows with Ctrl and Alt still move the picture', () => {
  expect(readPictureKey({ ...held, key: 'ArrowUp' }, true)).toBe('up');
  expect(readPictureKey({ ...bare, ctrlKey: true, key: 'ArrowUp' }, true)).toBeNull();
  expect(readPictureKey({ ...bare, altKey: true, key: 'ArrowUp' }, false)).toBeNull();
});

test('[S5] with Ctrl alone the browser keeps its own zoom', () => {
  expect(readPictureKey({ ...bare, ctrlKey: true, key: '+' }, false)).toBeNull();
  expect(readPictureKey({ ...bare, key: 'a' }, false)).toBeNull();
});
