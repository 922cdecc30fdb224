import { modifierBits, type InputRefusal } from '@beside/shared/protocol/input';
import type { HandMessage } from '../../surface.ts';

export type KeyMessage = Extract<HandMessage, { type: 'key-down' | 'key-up' }>;

/** A key that went down, when its default action is due. */
export interface KeyStroke {
  page: Window;
  /** What has the focus now. */
  target: Element;
  key: string;
  shift: boolean;
  alt: boolean;
  /** Control, or Meta as on a Mac. */
  command: boolean;
}

/** A default action was carried out, is for another to look at, or cannot be carried out. */
export type Outcome = 'done' | 'passed' | InputRefusal;

export function strokeOf(page: Window, target: Element, message: KeyMessage): KeyStroke {
  const { key, modifiers } = message;
  const has = (bit: number): boolean => (modifiers & bit) !== 0;
  const alt = has(modifierBits.alt);
  const control = has(modifierBits.control) && !isGraph(message);
  return {
    page,
    target,
    key,
    shift: has(modifierBits.shift),
    alt,
    command: control || has(modifierBits.meta),
  };
}

/** The character a key types, if it types one. */
export function characterOf(message: KeyMessage): string | undefined {
  const { key, modifiers } = message;
  // One code point: what is longer is the name of a key.
  if (!/^.$/su.test(key) || (modifiers & modifierBits.meta) !== 0) return undefined;
  const control = (modifiers & modifierBits.control) !== 0;
  const alt = (modifiers & modifierBits.alt) !== 0;
  if (control) return isGraph(message) ? key : undefined;
  // Alt chooses other signs on a Mac; elsewhere it calls a menu with a letter or digit.
  return alt && /^[a-z\d ]$/i.test(key) ? undefined : key;
}

/** Windows tells AltGr, which types signs, as Control and Alt. */
function isGraph({ key, modifiers }: KeyMessage): boolean {
  const graph = modifierBits.control | modifierBits.alt;
  return (modifiers & graph) === graph && /^[^a-z]$/iu.test(key);
}
