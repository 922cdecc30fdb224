import { expect, test } from 'vitest';
import { screenshotName } from './screenshotName.ts';

test('[S5] a screenshot is named after the day and the time', () => {
  expect(screenshotName('Screenshot', new Date(2026, 10, 21, 14, 3, 9))).toBe(
    'Screenshot 2026-11-21 14.03.png',
  );
  expect(screenshotName('Captura', new Date(2026, 0, 2, 0, 0))).toBe(
    'Captura 2026-01-02 00.00.png',
  );
});
