import { expect, test } from 'vitest';
import { chatPlace, sessionWindowOf, sessionWindows, upgradeChats } from './sessionWindow.ts';

test('[S2] where sharing happens in the portal’s own page there is no window, and the chat stays', () => {
  expect(upgradeChats.map(sessionWindowOf)).toEqual([undefined, ...sessionWindows]);
  for (const isOpen of [true, false]) {
    expect(chatPlace('portal', undefined, isOpen)).toBe('here');
    expect(chatPlace('session', undefined, isOpen)).toBe('here');
  }
});

test('[S2] the chat moves with the session window, and is back in the portal when that has gone', () => {
  expect(chatPlace('portal', 'moves', false)).toBe('here');
  expect(chatPlace('portal', 'moves', true)).toBe('elsewhere');
  expect(chatPlace('session', 'moves', true)).toBe('here');
});

test('[S2] the chat stays in the portal, or is in both', () => {
  for (const isOpen of [true, false]) {
    expect(chatPlace('portal', 'stays', isOpen)).toBe('here');
    expect(chatPlace('session', 'stays', isOpen)).toBe('elsewhere');
    expect(chatPlace('portal', 'both', isOpen)).toBe('here');
    expect(chatPlace('session', 'both', isOpen)).toBe('here');
  }
});
