import { x11Keys } from '../keys/x11.ts';
import { isKeyCode } from '../keys/codes.ts';
import { keysymOf, Layout } from './layout.ts';
import type { Display, Xlib } from './xlib.ts';

/** Bits of the effective modifiers (`X11/X.h`). */
const masks = { shift: 1, lock: 2, levelThree: 0x80 };
const levelThreeShift = 0xfe03;
const coreKeyboard = 0x100;
const stateBytes = 18;

type Shift = 'ShiftLeft' | 'ShiftRight';

/** Types on an X server: keys by what they mean there, characters by whatever makes them. */
export class Keyboard {
  readonly #x: Xlib;
  readonly #display: Display;
  readonly #layout: Layout;
  /** The Shift keys that the hand holds; the person's own are not ours to lift. */
  readonly #shifts = new Set<Shift>();

  constructor(x: Xlib, display: Display) {
    this.#x = x;
    this.#display = display;
    this.#layout = new Layout(x, display);
  }

  mappingChanged(): void {
    this.#layout.forget();
  }

  key(code: string, isDown: boolean): void {
    const keysym = isKeyCode(code) ? x11Keys[code] : null;
    const keycode = keysym === null ? 0 : this.#x.keycodeOf(this.#display, keysym);
    if (keycode === 0) return;
    if (code === 'ShiftLeft' || code === 'ShiftRight') {
      if (isDown) this.#shifts.add(code);
      else this.#shifts.delete(code);
    }
    this.#press(keycode, isDown);
    this.#x.flush(this.#display);
  }

  /** The plain key of the character: the modifiers of the shortcut are held as they are. */
  chord(character: string, code: string, isDown: boolean): void {
    const keycode = this.#x.keycodeOf(this.#display, keysymOf(character.toLowerCase()));
    if (keycode === 0) return this.key(code, isDown);
    this.#press(keycode, isDown);
    this.#x.flush(this.#display);
  }

  /** Where other modifiers are needed than are held, the key is pressed and let go at once. */
  character(character: string): () => void {
    const state = Buffer.alloc(stateBytes);
    this.#x.keyboardState(this.#display, coreKeyboard, state);
    const [group = 0, mods = 0] = [state[0], state[6]];
    const keysym = keysymOf(character);
    const place = this.#layout.find(keysym, group);
    const keycode = place?.keycode ?? this.#layout.borrow(keysym);
    if (keycode === undefined) return nothing;
    const level = place?.level ?? 0;
    const isLocked = (mods & masks.lock) !== 0 && isCased(character) && place !== undefined;
    const wantsShift = place ? ((level & 1) === 1) !== isLocked : (mods & masks.shift) !== 0;
    const wantsThree = (level & 2) === 2;
    const undo = [
      ...(wantsShift === ((mods & masks.shift) !== 0) ? [] : [this.#toggleShift(wantsShift)]),
      ...(wantsThree && (mods & masks.levelThree) === 0 ? [this.#holdLevelThree()] : []),
    ];
    this.#press(keycode, true);
    if (undo.length === 0 && place) {
      this.#x.flush(this.#display);
      return () => {
        this.#press(keycode, false);
        this.#x.flush(this.#display);
      };
    }
    this.#press(keycode, false);
    for (const restore of undo.reverse()) restore();
    this.#x.flush(this.#display);
    return nothing;
  }

  close(): void {
    this.#layout.giveBack();
  }

  #press(keycode: number, isDown: boolean): void {
    this.#x.pressKey(this.#display, keycode, isDown, 0);
  }

  #toggleShift(wanted: boolean): () => void {
    const held = wanted ? (['ShiftLeft'] as const) : [...this.#shifts];
    const keycodes = held.map((shift) => this.#x.keycodeOf(this.#display, x11Keys[shift] ?? 0));
    for (const keycode of keycodes) this.#press(keycode, wanted);
    return () => {
      for (const keycode of keycodes) this.#press(keycode, !wanted);
    };
  }

  #holdLevelThree(): () => void {
    const keycode = this.#x.keycodeOf(this.#display, levelThreeShift);
    if (keycode === 0) return nothing;
    this.#press(keycode, true);
    return () => this.#press(keycode, false);
  }
}

const nothing = (): void => undefined;
const isCased = (character: string): boolean => character.toLowerCase() !== character.toUpperCase();
