import { isKeyCode } from '../desktop/keys/codes.ts';
import type { Button, Desktop, Monitor } from '../desktop/desktop.ts';
import type { HandMessage } from './gate.ts';

/** Keys that say how others are read on the technician's side: what comes of it is sent as well. */
const unsent: ReadonlySet<string> = new Set([
  'AltGraph',
  'CapsLock',
  'NumLock',
  'ScrollLock',
  'Dead',
  'Process',
  'Unidentified',
]);
/** Modifiers under which a character is a command. */
const commandKeys: ReadonlySet<string> = new Set([
  'ControlLeft',
  'ControlRight',
  'AltLeft',
  'AltRight',
  'MetaLeft',
  'MetaRight',
]);
const full = 65_535;

/** What Macs make with Option, and hardly a shortcut of Alt anywhere is. */
const optionCharacters = /[^\x20-\x7e]|[@[\]{}|\\~]/;

function isMadeByOption(character: string, commands: readonly string[]): boolean {
  return commands.every((id) => id.startsWith('Alt')) && optionCharacters.test(character);
}

interface HeldKey {
  again: () => void;
  letGo: () => void;
}

type KeyMessage = Extract<HandMessage, { type: 'key-down' | 'key-up' }>;

/** Carries messages out on a monitor of the desktop, and knows what it holds there. */
export class Hand {
  readonly #desktop: Desktop;
  readonly #monitor: Monitor;
  readonly #keys = new Map<string, HeldKey>();
  readonly #buttons = new Set<Button>();
  #altGraph = false;

  constructor(desktop: Desktop, monitor: Monitor) {
    this.#desktop = desktop;
    this.#monitor = monitor;
  }

  get holds(): boolean {
    return this.#keys.size > 0 || this.#buttons.size > 0;
  }

  carryOut(message: HandMessage): void {
    switch (message.type) {
      case 'move':
        return this.#moveTo(message);
      case 'down':
      case 'up':
        return this.#press(message);
      case 'wheel':
        this.#moveTo(message);
        return this.#desktop.wheel(message.deltaX, message.deltaY);
      case 'key-down':
        return this.#keyDown(message);
      case 'key-up':
        return this.#keyUp(message);
      case 'text':
        return this.#desktop.text(message.text);
      case 'release':
        return this.release();
    }
  }

  /** Lets go of everything, the last first. */
  release(): void {
    for (const { letGo } of [...this.#keys.values()].reverse()) letGo();
    this.#keys.clear();
    for (const button of this.#buttons) this.#desktop.button(button, false, 1);
    this.#buttons.clear();
    this.#altGraph = false;
  }

  #moveTo({ x, y }: { x: number; y: number }): void {
    const { x: left, y: top, width, height } = this.#monitor;
    // The last pixel is the other edge: beyond it begins the next monitor.
    const column = left + Math.round((x / full) * (width - 1));
    const row = top + Math.round((y / full) * (height - 1));
    this.#desktop.move(column, row, [...this.#buttons]);
  }

  #press(message: Extract<HandMessage, { type: 'down' | 'up' }>): void {
    const button = message.button as Button;
    const isDown = message.type === 'down';
    if (button > 4 || isDown === this.#buttons.has(button)) return;
    this.#moveTo(message);
    this.#desktop.button(button, isDown, message.clicks);
    if (isDown) this.#buttons.add(button);
    else this.#buttons.delete(button);
  }

  #keyDown({ code, key }: KeyMessage): void {
    if (key === 'AltGraph') this.#altGraph = true;
    if (unsent.has(key)) return;
    const id = code || key;
    const held = this.#keys.get(id);
    if (held) {
      if (!this.#desktop.repeatsByItself) held.again();
      return;
    }
    const pressed = [...key].length === 1 ? this.#character(key, code) : this.#named(code, key);
    if (pressed) this.#keys.set(id, pressed);
  }

  #keyUp({ code, key }: KeyMessage): void {
    if (key === 'AltGraph') this.#altGraph = false;
    const id = code || key;
    this.#keys.get(id)?.letGo();
    this.#keys.delete(id);
  }

  #character(character: string, code: string): HeldKey | undefined {
    const commands = [...this.#keys.keys()].filter((id) => commandKeys.has(id));
    const isCommand = !this.#altGraph && !isMadeByOption(character, commands);
    if (commands.length > 0 && isCommand) {
      const chord = (isDown: boolean): void => this.#desktop.chord(character, code, isDown);
      chord(true);
      return { again: () => chord(true), letGo: () => chord(false) };
    }
    // What AltGr or Option is on the technician's side is not to make a command of it here.
    for (const id of commands) this.#desktop.key(id, false);
    const letGo = this.#desktop.character(character);
    for (const id of commands) this.#desktop.key(id, true);
    return { again: () => void this.#desktop.character(character), letGo };
  }

  #named(code: string, key: string): HeldKey | undefined {
    // The keypad's arrows are arrows, whatever the other side's Num Lock says.
    const name = code.startsWith('Numpad') && isKeyCode(key) ? key : code;
    const known = isKeyCode(name) ? name : key;
    if (!isKeyCode(known)) return undefined;
    this.#desktop.key(known, true);
    return {
      again: () => this.#desktop.key(known, true),
      letGo: () => this.#desktop.key(known, false),
    };
  }
}
