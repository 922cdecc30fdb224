import { NoDesktop, type Button, type Desktop } from '../desktop.ts';
import { isKeyCode } from '../keys/codes.ts';
import { macKeys } from '../keys/mac.ts';
import { openCoreGraphics } from './coreGraphics.ts';

/** `CGEventType` of each button's going down, going up and dragging, and its `CGMouseButton`. */
const buttons = [
  { down: 1, up: 2, drag: 6, number: 0 },
  { down: 25, up: 26, drag: 27, number: 2 },
  { down: 3, up: 4, drag: 7, number: 1 },
  { down: 25, up: 26, drag: 27, number: 3 },
  { down: 25, up: 26, drag: 27, number: 4 },
] as const;
const mouseMoved = 5;
/** `kCGMouseEventClickState`. */
const clickState = 1;
/** `kCGHIDEventTap`, and the source whose state is that of the machine's own keys. */
const tap = 0;
const hardware = 1;
const inPixels = 0;
/** `CGEventFlags` of the modifiers. */
const flags = { shift: 0x20000, control: 0x40000, alt: 0x80000, meta: 0x100000 };
const flagOf: Readonly<Record<string, number>> = {
  ShiftLeft: flags.shift,
  ShiftRight: flags.shift,
  ControlLeft: flags.control,
  ControlRight: flags.control,
  AltLeft: flags.alt,
  AltRight: flags.alt,
  MetaLeft: flags.meta,
  MetaRight: flags.meta,
};
const lookEveryMs = 40;

/**
 * Mouse and keyboard on macOS by `CGEventPost`. Complete, and not tried on a Mac yet.
 *
 * @throws NoDesktop where the person has not allowed it in the system's settings
 */
export function openMacDesktop(): Desktop {
  const graphics = openCoreGraphics();
  if (!graphics.isTrusted()) throw new NoDesktop({ why: 'no-right' });
  const source = graphics.createSource(hardware);
  const modifiers = new Set<string>();
  let place = { x: 0, y: 0 };
  let timer: NodeJS.Timeout | undefined;

  const flagsNow = (): number => [...modifiers].reduce((all, code) => all | (flagOf[code] ?? 0), 0);
  const post = (event: bigint | null): void => {
    graphics.post(tap, event);
    graphics.free(event);
  };

  const press = (number: number, isDown: boolean): void => {
    const event = graphics.keyEvent(source, number, isDown);
    graphics.setFlags(event, flagsNow());
    post(event);
  };

  const key = (code: string, isDown: boolean): void => {
    const number = isKeyCode(code) ? macKeys[code] : null;
    if (number === null) return;
    if (code in flagOf) {
      if (isDown) modifiers.add(code);
      else modifiers.delete(code);
    }
    press(number, isDown);
  };

  /** The event says itself what it types, whatever the layout is. */
  const type = (text: string): void => {
    if (text === '\n') {
      key('Enter', true);
      key('Enter', false);
      return;
    }
    const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    for (const isDown of [true, false]) {
      const event = graphics.keyEvent(source, 0, isDown);
      graphics.setFlags(event, 0);
      graphics.setText(event, units.length, units);
      post(event);
    }
  };

  const pointer = (kind: number, { number }: { number: number }, clicks: number): void => {
    const event = graphics.mouseEvent(source, kind, place, number);
    graphics.setFlags(event, flagsNow());
    graphics.setNumber(event, clickState, clicks);
    post(event);
  };

  return {
    monitors: graphics.displays(),
    isTested: false,
    repeatsByItself: false,
    move(x, y, held: readonly Button[]) {
      place = { x, y };
      const [first] = held;
      if (first === undefined) pointer(mouseMoved, buttons[0], 0);
      else pointer(buttons[first].drag, buttons[first], 1);
    },
    button(button, isDown, clicks) {
      const kinds = buttons[button];
      pointer(isDown ? kinds.down : kinds.up, kinds, Math.max(1, clicks));
    },
    wheel(deltaX, deltaY) {
      const [down, right] = [Math.round(deltaY), Math.round(deltaX)];
      post(graphics.scrollEvent(source, inPixels, 2, -down, -right, 0));
    },
    key,
    character(character) {
      type(character);
      return () => undefined;
    },
    // By the place of the key: where the two layouts differ, another shortcut may be meant.
    chord: (_character, code, isDown) => key(code, isDown),
    text(text) {
      for (const character of text) type(character);
    },
    onHotKey(pressed) {
      timer = setInterval(() => {
        const wanted = flags.control | flags.alt;
        const held = graphics.flagsOf(hardware) & (wanted | flags.shift | flags.meta);
        if (held === wanted && graphics.isKeyDown(hardware, macKeys.Escape ?? 0)) pressed();
      }, lookEveryMs);
      return true;
    },
    close() {
      clearInterval(timer);
      graphics.free(source);
    },
  };
}
