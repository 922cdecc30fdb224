import { expect, test } from 'vitest';
import { isViewerKey } from './viewerKeys.ts';

const struck = (key: string, code: string, change: object = {}, third = false): KeyboardEvent =>
  ({
    ...{ key, code, ctrlKey: true, altKey: true, metaKey: false, ...change },
    getModifierState: () => third,
  }) as unknown as KeyboardEvent;

test('[S5][I2] while the customer’s side has the keys, Ctrl and Alt with these stay here', () => {
  expect(isViewerKey(struck('0', 'Digit0'))).toBe(true);
  expect(isViewerKey(struck('=', 'Equal'))).toBe(true);
  expect(isViewerKey(struck('+', 'BracketRight'))).toBe(true);
  expect(isViewerKey(struck('s', 'KeyS'))).toBe(true);
  // As a Mac has it: with Alt it is another letter.
  expect(isViewerKey(struck('ß', 'KeyS', { ctrlKey: false, metaKey: true }))).toBe(true);
});

test('[S5][I2] all others go to the customer, written signs among them', () => {
  expect(isViewerKey(struck('s', 'KeyS', { altKey: false }))).toBe(false);
  expect(isViewerKey(struck('Delete', 'Delete'))).toBe(false);
  // AltGr and 0 on a German keyboard.
  expect(isViewerKey(struck('}', 'Digit0', {}, true))).toBe(false);
});
