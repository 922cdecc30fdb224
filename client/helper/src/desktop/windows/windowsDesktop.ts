import type { Desktop } from '../desktop.ts';
import { isKeyCode } from '../keys/codes.ts';
import { extended, windowsKeys } from '../keys/windows.ts';
import { openUser32 } from './user32.ts';

/** Flags of `MOUSEINPUT`: each button's going down; going up is the next bit. */
const mouse = { move: 0x1, absolute: 0x8000, virtualDesk: 0x4000, wheel: 0x800, hWheel: 0x1000 };
const buttons = [
  { down: 0x2, data: 0 },
  { down: 0x20, data: 0 },
  { down: 0x8, data: 0 },
  { down: 0x80, data: 1 },
  { down: 0x80, data: 2 },
] as const;
/** Flags of `KEYBDINPUT`. */
const keyboard = { extended: 0x1, up: 0x2, unicode: 0x4, scanCode: 0x8 };
/** Indexes of `GetSystemMetrics`: the rectangle that all monitors lie in. */
const virtual = { x: 76, y: 77, width: 78, height: 79 };
/** `WHEEL_DELTA` for what browsers call 100 CSS pixels. */
const wheelPerPixel = 120 / 100;
/** `MAPVK_VK_TO_VSC_EX`: the prefix comes in the upper byte. */
const toScanCode = 4;
const hotKey = { id: 1, modifiers: 0x1 | 0x2 | 0x4000, escape: 0x1b, message: 0x312, remove: 1 };
const lookEveryMs = 40;

/** Mouse and keyboard on Windows by `SendInput`. Complete, and not tried on a Windows yet. */
export function openWindowsDesktop(): Desktop {
  const user32 = openUser32();
  user32.countPixels();
  const monitors = user32.monitors().map(({ left, top, right, bottom }) => ({
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
  }));
  let stopListening = (): void => undefined;

  const sendMouse = (dwFlags: number, { dx = 0, dy = 0, mouseData = 0 } = {}): boolean =>
    user32.send([{ mi: { dx, dy, mouseData: mouseData >>> 0, dwFlags } }]);

  const scan = (code: number, isDown: boolean): void => {
    const dwFlags =
      keyboard.scanCode |
      ((code & 0xff00) === extended ? keyboard.extended : 0) |
      (isDown ? 0 : keyboard.up);
    user32.send([{ ki: { wVk: 0, wScan: code & 0xff, dwFlags } }]);
  };

  const key = (code: string, isDown: boolean): void => {
    const scanCode = isKeyCode(code) ? windowsKeys[code] : null;
    if (scanCode !== null) scan(scanCode, isDown);
  };

  /** Every UTF-16 unit is pressed and let go, whatever the layout is. */
  const type = (text: string): void => {
    for (let at = 0; at < text.length; at += 1) {
      const wScan = text.charCodeAt(at);
      // An Enter by its character is not one to most programs.
      if (wScan === 0x0a) {
        key('Enter', true);
        key('Enter', false);
        continue;
      }
      const unit = { wVk: 0, wScan };
      user32.send([
        { ki: { ...unit, dwFlags: keyboard.unicode } },
        { ki: { ...unit, dwFlags: keyboard.unicode | keyboard.up } },
      ]);
    }
  };

  return {
    monitors,
    isTested: false,
    repeatsByItself: false,
    move(x, y) {
      const [left, top] = [user32.metric(virtual.x), user32.metric(virtual.y)];
      const [width, height] = [user32.metric(virtual.width), user32.metric(virtual.height)];
      // Fractions of 65,536 of all monitors together; half a pixel on hits it in its middle.
      const dx = Math.floor(((x - left + 0.5) * 65_536) / width);
      const dy = Math.floor(((y - top + 0.5) * 65_536) / height);
      sendMouse(mouse.move | mouse.absolute | mouse.virtualDesk, { dx, dy });
    },
    button(button, isDown) {
      const { down, data } = buttons[button];
      sendMouse(isDown ? down : down << 1, { mouseData: data });
    },
    wheel(deltaX, deltaY) {
      const [right, up] = [Math.round(deltaX * wheelPerPixel), Math.round(-deltaY * wheelPerPixel)];
      if (up !== 0) sendMouse(mouse.wheel, { mouseData: up });
      if (right !== 0) sendMouse(mouse.hWheel, { mouseData: right });
    },
    key,
    character(character) {
      type(character);
      return () => undefined;
    },
    chord(character, code, isDown) {
      const found = user32.keyOf(character.toLowerCase().charCodeAt(0));
      const scanCode = found === -1 ? 0 : user32.scanCodeOf(found & 0xff, toScanCode);
      if (scanCode === 0) key(code, isDown);
      else scan(scanCode, isDown);
    },
    text: type,
    onHotKey(pressed) {
      const isOurs = user32.registerHotKey(null, hotKey.id, hotKey.modifiers, hotKey.escape);
      const timer = setInterval(() => {
        const heard = {};
        while (user32.peekMessage(heard, null, hotKey.message, hotKey.message, hotKey.remove)) {
          pressed();
        }
      }, lookEveryMs);
      stopListening = () => {
        clearInterval(timer);
        if (isOurs) user32.unregisterHotKey(null, hotKey.id);
      };
      return isOurs;
    },
    close: () => stopListening(),
  };
}
