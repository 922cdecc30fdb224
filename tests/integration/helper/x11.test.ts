import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Hand } from '../../../client/helper/src/hand/hand.ts';
import type { Desktop } from '../../../client/helper/src/desktop/desktop.ts';
import { openDesktop } from '../../../client/helper/src/desktop/openDesktop.ts';
import type { HandMessage } from '../../../client/helper/src/hand/gate.ts';
import { findDesktop } from '../../support/desktop/findDesktop.ts';
import { desktopSize, startDesktop, type TestDesktop } from '../../support/desktop/startDesktop.ts';

const found = findDesktop();
const why = found.ok ? null : found.reason;
const terminal = { x: 100, y: 100 };
const numbered = { grantId: 1, seq: 1 };
const modified = { ...numbered, modifiers: 0 };

describe.skipIf(why !== null)(`the hand on X11${why ? ` (skipped: ${why})` : ''}`, () => {
  let place: TestDesktop;
  let desktop: Desktop;
  let hand: Hand;

  beforeAll(async () => {
    place = await startDesktop(terminal);
    desktop = await openDesktop({ platform: 'linux', env: place.environment });
    hand = new Hand(desktop, { x: 0, y: 0, ...desktopSize });
  });
  afterAll(async () => {
    desktop.close();
    await place.close();
  });

  const key = (type: 'key-down' | 'key-up', code: string, name: string): void =>
    hand.carryOut({ type, ...modified, code, key: name, location: 0, repeat: false });
  const tap = (code: string, name: string): void => {
    key('key-down', code, name);
    key('key-up', code, name);
  };
  const moveTo = ({ x, y }: { x: number; y: number }): void => {
    const at = { x: (x / desktopSize.width) * 65_535, y: (y / desktopSize.height) * 65_535 };
    const move: HandMessage = { type: 'move', ...modified, ...at, buttons: 0, after: 0 };
    hand.carryOut(move);
  };
  const written = (name: string): Promise<string | null> =>
    readFile(join(place.folder, name), 'utf8').catch(() => null);

  test('[I3] the monitor is found', () => {
    expect(desktop.monitors).toEqual([{ x: 0, y: 0, ...desktopSize }]);
  });

  test('[I3] a shortcut opens a terminal; every character arrives there, whether the layout has it or not', async () => {
    const ready = (): Promise<boolean> =>
      stat(join(place.folder, 'ready')).then(
        () => true,
        () => false,
      );
    // The window manager takes its keys a moment after it has started.
    await expect
      .poll(
        async () => {
          moveTo({ x: terminal.x + 100, y: terminal.y + 60 });
          key('key-down', 'ControlLeft', 'Control');
          key('key-down', 'AltLeft', 'Alt');
          tap('KeyT', 't');
          hand.release();
          return ready();
        },
        { timeout: 15_000, interval: 1_000 },
      )
      .toBe(true);
    for (const character of 'cat > out; touch typed') tap('KeyX', character);
    tap('Enter', 'Enter');
    // As on a German keyboard: another place, Shift where here is none, and AltGr.
    tap('KeyZ', 'y');
    key('key-down', 'ShiftLeft', 'Shift');
    tap('KeyY', 'Z');
    tap('Digit7', '/');
    key('key-up', 'ShiftLeft', 'Shift');
    key('key-down', 'AltRight', 'AltGraph');
    tap('KeyQ', '@');
    key('key-up', 'AltRight', 'AltGraph');
    hand.carryOut({ type: 'text', ...numbered, text: 'äöüß€ яΩжфыв 日本\n' });
    key('key-down', 'ControlLeft', 'Control');
    tap('KeyD', 'd');
    hand.release();
    await expect.poll(() => written('typed'), { timeout: 10_000 }).toBe('');
    expect(await written('out')).toBe('yZ/@äöüß€ яΩжфыв 日本\n');
  });

  test('[I3] Ctrl+Alt+Esc is heard wherever the focus is', async () => {
    const pressed = new Promise<void>((resolve) => {
      expect(desktop.onHotKey(resolve)).toBe(true);
    });
    key('key-down', 'ControlLeft', 'Control');
    key('key-down', 'AltLeft', 'Alt');
    tap('Escape', 'Escape');
    hand.release();
    await pressed;
  });
});
