import { encodeInput, modifierBits, type InputMessage } from '@beside/shared/protocol/input';
import type { HandMessage } from '../../../client/src/session/surface/surface.ts';

type Bare<T> = T extends InputMessage ? Omit<T, 'grantId' | 'seq'> : never;
/** A message of the hand, to be numbered. */
export type Unnumbered = Bare<HandMessage>;

export const viewport = { width: 1000, height: 700 };
export const shift = modifierBits.shift;
export const control = modifierBits.control;

export interface Point {
  x: number;
  y: number;
}

let seq = 0;

export function bytesOf(message: Unnumbered): number[] {
  seq += 1;
  return [...encodeInput({ ...message, grantId: 1, seq })];
}

/** CSS pixels of the viewport as fractions of the captured frame. */
export function inFrame({ x, y }: Point): Point {
  return {
    x: Math.round((x / viewport.width) * 65_535),
    y: Math.round((y / viewport.height) * 65_535),
  };
}

export function move(point: Point, { buttons = 0, modifiers = 0 } = {}): Unnumbered {
  return { type: 'move', ...inFrame(point), buttons, modifiers, after: 0 };
}

interface Press {
  button?: number;
  clicks?: number;
  modifiers?: number;
  /** Buttons that stay down besides. */
  others?: number;
}

export function down(point: Point, press: Press = {}): Unnumbered {
  const { button = 0, clicks = 1, modifiers = 0, others = 0 } = press;
  const buttons = others | ([1, 4, 2, 8, 16][button] ?? 0);
  return { type: 'down', ...inFrame(point), button, buttons, clicks, modifiers };
}

export function up(point: Point, press: Press = {}): Unnumbered {
  const { button = 0, clicks = 1, modifiers = 0, others = 0 } = press;
  return { type: 'up', ...inFrame(point), button, buttons: others, clicks, modifiers };
}

export function clickAt(point: Point, press: Press = {}): Unnumbered[] {
  return [move(point), down(point, press), up(point, press)];
}

export function clicksAt(point: Point, times: number): Unnumbered[] {
  const clicks = Array.from({ length: times }, (_, index) => index + 1);
  return [
    move(point),
    ...clicks.flatMap((count) => [down(point, { clicks: count }), up(point, { clicks: count })]),
  ];
}

export function drag(from: Point, to: Point, modifiers = 0): Unnumbered[] {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const held = { buttons: 1, modifiers };
  return [
    move(from, { modifiers }),
    down(from, { modifiers }),
    move(middle, held),
    move(to, held),
    up(to, { modifiers }),
  ];
}

export function wheel(point: Point, deltaX: number, deltaY: number, modifiers = 0): Unnumbered {
  return { type: 'wheel', ...inFrame(point), deltaX, deltaY, modifiers };
}

export function text(text: string): Unnumbered {
  return { type: 'text', text };
}

const codes: Readonly<Record<string, string>> = { ' ': 'Space', '@': 'Digit2', '.': 'Period' };

function codeOf(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  if (/^\d$/.test(key)) return `Digit${key}`;
  return codes[key] ?? (key.length > 1 ? key : '');
}

export function keyDown(key: string, modifiers = 0): Unnumbered {
  const code = /^(Shift|Control|Alt|Meta)$/.test(key) ? `${key}Left` : codeOf(key);
  const location = code === key || !code.endsWith('Left') || code === 'ArrowLeft' ? 0 : 1;
  return { type: 'key-down', code, key, modifiers, location, repeat: false };
}

export function keyUp(key: string, modifiers = 0): Unnumbered {
  return { ...keyDown(key, modifiers), type: 'key-up' } as Unnumbered;
}

export function press(key: string, modifiers = 0): Unnumbered[] {
  return [keyDown(key, modifiers), keyUp(key, modifiers)];
}

export function typed(word: string): Unnumbered[] {
  return [...word].flatMap((key) => press(key));
}
