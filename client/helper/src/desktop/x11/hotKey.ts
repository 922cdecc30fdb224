import { x11Keys } from '../keys/x11.ts';
import { eventBytes, mappingNotify, type Xlib } from './xlib.ts';

/** Modifier bits and an event type of `X11/X.h`. */
const control = 4;
const alt = 8;
/** Caps Lock and Num Lock count as modifiers: a grab has to name them. */
const locks = [0, 2, 16, 18];
const asynchronous = 1;
const keyPress = 2;
const lookEveryMs = 40;

interface Heard {
  pressed(): void;
  mappingChanged(): void;
}

/** Takes Ctrl+Alt+Esc for itself, on a connection of its own, whoever has the focus. */
export function listenForHotKey(x: Xlib, displayName: string, { pressed, mappingChanged }: Heard) {
  const display = x.open(displayName);
  if (display === null) return { isOurs: false, stop: () => undefined };
  x.tookError();
  const keycode = x.keycodeOf(display, x11Keys.Escape ?? 0);
  for (const lock of locks) {
    const modifiers = control | alt | lock;
    x.grabKey(display, keycode, modifiers, x.rootOf(display), false, asynchronous, asynchronous);
  }
  x.sync(display, false);
  // Another program has it: the server has said so by now.
  const isOurs = !x.tookError();
  const event = Buffer.alloc(eventBytes);
  const timer = setInterval(() => {
    while (x.pending(display) > 0) {
      x.nextEvent(display, event);
      const type = event.readInt32LE(0);
      if (type === mappingNotify) {
        x.refreshMapping(event);
        mappingChanged();
      }
      if (type === keyPress) pressed();
    }
  }, lookEveryMs);
  return {
    isOurs,
    stop() {
      clearInterval(timer);
      x.close(display);
    },
  };
}
