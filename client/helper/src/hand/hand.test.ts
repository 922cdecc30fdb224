import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HandMessage } from './gate.ts';
import { Hand } from './hand.ts';
import { recordingDesktop } from './recordingDesktop.ts';

const numbered = { grantId: 1, seq: 1 };
const at = { ...numbered, x: 0, y: 0, modifiers: 0 };
const key = (type: 'key-down' | 'key-up', code: string, name: string): HandMessage => ({
  type,
  ...numbered,
  code,
  key: name,
  modifiers: 0,
  location: 0,
  repeat: false,
});
const button = (type: 'down' | 'up', number: number): HandMessage => ({
  type,
  ...at,
  button: number,
  buttons: 0,
  clicks: 1,
});

function arrange(...messages: HandMessage[]) {
  const desktop = recordingDesktop();
  const hand = new Hand(desktop, { x: 0, y: 0, width: 1000, height: 500 });
  for (const message of messages) hand.carryOut(message);
  return { desktop, hand, done: desktop.done.filter((line) => !line.startsWith('move')) };
}

test('[I1] a place is a fraction of the monitor that is shared, to its last pixel', () => {
  const desktop = recordingDesktop();
  const hand = new Hand(desktop, { x: 1920, y: 100, width: 1280, height: 720 });
  for (const [x, y] of [
    [0, 0],
    [65_535, 65_535],
    [32_768, 32_768],
  ] as const) {
    hand.carryOut({ type: 'move', ...at, x, y, buttons: 0, after: 0 });
  }
  expect(desktop.done).toEqual(['move 1920 100', 'move 3199 819', 'move 2560 460']);
});

test('[I3] characters are typed as characters, other keys by their place', () => {
  const { done } = arrange(
    key('key-down', 'KeyY', 'z'),
    key('key-up', 'KeyY', 'z'),
    key('key-down', 'Enter', 'Enter'),
    key('key-up', 'Enter', 'Enter'),
  );
  expect(done).toEqual(['z down', 'z up', 'Enter down', 'Enter up']);
});

test('[I3] under Control a character is a shortcut; made by AltGr it is a character', () => {
  const shortcut = arrange(key('key-down', 'ControlLeft', 'Control'), key('key-down', 'KeyC', 'c'));
  expect(shortcut.done).toEqual(['ControlLeft down', 'chord c down']);
  const typed = arrange(
    key('key-down', 'ControlLeft', 'Control'),
    key('key-down', 'AltRight', 'AltGraph'),
    key('key-down', 'KeyQ', '@'),
  );
  expect(typed.done).toEqual(['ControlLeft down', 'ControlLeft up', '@ down', 'ControlLeft down']);
});

test('[I3] what Option makes on a Mac is a character; Alt and a letter is a shortcut', () => {
  const made = arrange(key('key-down', 'AltLeft', 'Alt'), key('key-down', 'KeyL', '@'));
  expect(made.done).toEqual(['AltLeft down', 'AltLeft up', '@ down', 'AltLeft down']);
  const menu = arrange(key('key-down', 'AltLeft', 'Alt'), key('key-down', 'KeyF', 'f'));
  expect(menu.done).toEqual(['AltLeft down', 'chord f down']);
});

test('[I3] locks and dead keys stay on their own side; the keypad moves where it moves there', () => {
  const { done } = arrange(
    key('key-down', 'CapsLock', 'CapsLock'),
    key('key-down', 'Equal', 'Dead'),
    key('key-down', 'Numpad7', 'Home'),
  );
  expect(done).toEqual(['Home down']);
});

test('[I7] a release lets go of keys and buttons', () => {
  const { hand, desktop } = arrange(
    key('key-down', 'ShiftLeft', 'Shift'),
    key('key-down', 'KeyA', 'A'),
    button('down', 2),
    { type: 'release', ...numbered },
  );
  expect(hand.holds).toBe(false);
  expect([...desktop.held.values()]).toEqual([0, 0, 0]);
});

test('[I7] whatever is pressed in whatever order, everything is let go of as often as it was pressed', () => {
  const keys = [
    ['KeyA', 'a'],
    ['KeyA', 'A'],
    ['ShiftLeft', 'Shift'],
    ['ControlLeft', 'Control'],
    ['AltLeft', 'Alt'],
    ['AltRight', 'AltGraph'],
    ['KeyL', '@'],
    ['', 'Enter'],
    ['NoSuchKey', 'NoSuchKey'],
  ] as const;
  const message = fc.oneof(
    fc
      .tuple(fc.constantFrom('key-down', 'key-up'), fc.constantFrom(...keys))
      .map(([type, [code, name]]) => key(type, code, name)),
    fc
      .tuple(fc.constantFrom('down', 'up'), fc.integer({ min: 0, max: 6 }))
      .map(([type, number]) => button(type, number)),
    fc.constant<HandMessage>({ type: 'release', ...numbered }),
  );
  fc.assert(
    fc.property(fc.array(message, { maxLength: 60 }), fc.boolean(), (messages, repeats) => {
      const desktop = recordingDesktop(undefined, repeats);
      const hand = new Hand(desktop, desktop.monitors[0]!);
      for (const one of messages) hand.carryOut(one);
      hand.release();
      // Pressed again while held is a repetition: one letting go is enough for it.
      for (const [what, count] of desktop.held) {
        if (repeats) expect([what, count]).toEqual([what, 0]);
        expect(desktop.done.findLast((line) => line.startsWith(`${what} `))).toBe(`${what} up`);
      }
      expect(hand.holds).toBe(false);
    }),
  );
});
