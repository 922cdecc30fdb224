import { NoDesktop, type Desktop } from '../desktop.ts';
import { Notches } from '../notches.ts';
import { listenForHotKey } from './hotKey.ts';
import { Keyboard } from './keyboard.ts';
import { openXlib } from './xlib.ts';

/** X's numbers for the W3C's buttons: left, middle, right, back, forward. */
const buttons = [1, 2, 3, 8, 9] as const;
/** A wheel is buttons there. */
const wheel = { up: 4, down: 5, left: 6, right: 7 };
/** More than that in one message is no wheel. */
const maxNotches = 50;

/**
 * @param displayName as in the environment variable DISPLAY
 * @throws NoDesktop where there is no X server, or none that lets itself be moved
 */
export function openX11Desktop(displayName: string): Desktop {
  const x = openXlib();
  const display = x.open(displayName);
  const none = new Int32Array(1);
  if (display === null || !x.hasExtension(display, 'XTEST', none, none, none)) {
    throw new NoDesktop({ why: 'no-display' });
  }
  const root = x.rootOf(display);
  const monitors = x.monitors(display, root);
  const keyboard = new Keyboard(x, display);
  const [vertical, horizontal] = [new Notches(), new Notches()];
  let stopListening = (): void => undefined;

  const turn = (notches: number, [back, forth]: readonly [number, number]): void => {
    const button = notches < 0 ? back : forth;
    for (let left = Math.min(Math.abs(notches), maxNotches); left > 0; left -= 1) {
      x.pressButton(display, button, true, 0);
      x.pressButton(display, button, false, 0);
    }
  };

  return {
    monitors,
    isTested: true,
    repeatsByItself: true,
    move(column, row) {
      x.moveTo(display, -1, column, row, 0);
      x.flush(display);
    },
    button(button, isDown) {
      x.pressButton(display, buttons[button], isDown, 0);
      x.flush(display);
    },
    wheel(deltaX, deltaY) {
      turn(vertical.take(deltaY), [wheel.up, wheel.down]);
      turn(horizontal.take(deltaX), [wheel.left, wheel.right]);
      x.flush(display);
    },
    key: (code, isDown) => keyboard.key(code, isDown),
    character: (character) => keyboard.character(character),
    chord: (character, code, isDown) => keyboard.chord(character, code, isDown),
    text(text) {
      for (const character of text) keyboard.character(character)();
    },
    onHotKey(pressed) {
      const listening = listenForHotKey(x, displayName, {
        pressed,
        mappingChanged: () => keyboard.mappingChanged(),
      });
      stopListening = listening.stop;
      return listening.isOurs;
    },
    close() {
      stopListening();
      keyboard.close();
      x.close(display);
    },
  };
}
