import { eventBytes, mappingNotify, type Display, type Xlib } from './xlib.ts';

/** Where the layout in force has a keysym. */
export interface Place {
  keycode: number;
  /** 0 plain, 1 with Shift, 2 with AltGr, 3 with both. */
  level: number;
}

const levels = 4;
/** So many characters that no key makes are kept on spare keys at a time. */
const maxBorrowed = 24;
/** Programs look up what a key meant a moment later: so long it goes on meaning that. */
const settleMs = 150;
const euro = 0x20ac;

/** The keysym of a character: Latin 1 as it is, the euro by its old name, others by code point. */
export function keysymOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point === 0x0a || point === 0x0d) return 0xff0d;
  if (point === 0x09) return 0xff09;
  const isLatin = (point >= 0x20 && point <= 0x7e) || (point >= 0xa0 && point <= 0xff);
  return isLatin || point === euro ? point : 0x1000000 + point;
}

/** The keyboard's layout, and the keys that it leaves free. */
export class Layout {
  readonly #x: Xlib;
  readonly #display: Display;
  #places = new Map<number, Place>();
  #spare: number[] = [];
  #group = -1;
  /** Spare keycodes with the keysym put there, the oldest first. */
  readonly #borrowed = new Map<number, { keysym: number; usedAt: number }>();

  constructor(x: Xlib, display: Display) {
    this.#x = x;
    this.#display = display;
  }

  /** Somebody has changed the layout: read anew at the next question. */
  forget(): void {
    this.#group = -1;
  }

  /** @param group the layout in force, of several that are switched between */
  find(keysym: number, group: number): Place | undefined {
    if (group !== this.#group) this.#read(group);
    return this.#places.get(keysym);
  }

  /** Puts a keysym that the layout has not onto a spare key. */
  borrow(keysym: number): number | undefined {
    const known = [...this.#borrowed].find(([, put]) => put.keysym === keysym)?.[0];
    const keycode = known ?? this.#takeSpare();
    if (keycode === undefined) return undefined;
    const usedAt = performance.now();
    if (known === undefined) this.#put(keycode, keysym);
    this.#borrowed.delete(keycode);
    this.#borrowed.set(keycode, { keysym, usedAt });
    return keycode;
  }

  #takeSpare(): number | undefined {
    const free = this.#spare.findLast((keycode) => !this.#borrowed.has(keycode));
    if (free !== undefined && this.#borrowed.size < maxBorrowed) return free;
    const [oldest] = this.#borrowed;
    if (!oldest) return undefined;
    const [keycode, { usedAt }] = oldest;
    const leftMs = usedAt + settleMs - performance.now();
    // Keys are pressed in order: the next one has to wait for this one in any case.
    if (leftMs > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, leftMs);
    return keycode;
  }

  /** Leaves the keyboard as it was found. */
  giveBack(): void {
    for (const keycode of this.#borrowed.keys()) this.#put(keycode, 0);
    this.#borrowed.clear();
  }

  #put(keycode: number, keysym: number): void {
    const both = new BigUint64Array([BigInt(keysym), BigInt(keysym)]);
    this.#x.changeMapping(this.#display, keycode, both.length, both, 1);
    this.#x.sync(this.#display, false);
  }

  #read(group: number): void {
    // Xlib keeps a copy of the layout, and mends it as it reads what the server has told.
    const event = Buffer.alloc(eventBytes);
    while (this.#x.pending(this.#display) > 0) {
      this.#x.nextEvent(this.#display, event);
      if (event.readInt32LE(0) === mappingNotify) this.#x.refreshMapping(event);
    }
    const [min, max] = [new Int32Array(1), new Int32Array(1)];
    this.#x.keycodes(this.#display, min, max);
    this.#places = new Map();
    this.#spare = [];
    for (let keycode = min[0] ?? 8; keycode <= (max[0] ?? 255); keycode += 1) {
      let isFree = true;
      for (let level = 0; level < levels; level += 1) {
        const keysym = this.#x.keysymAt(this.#display, keycode, group, level);
        if (keysym === 0) continue;
        isFree = false;
        const before = this.#places.get(keysym);
        const isOurs = this.#borrowed.has(keycode);
        if (!isOurs && (!before || before.level > level))
          this.#places.set(keysym, { keycode, level });
      }
      if (isFree) this.#spare.push(keycode);
    }
    this.#group = group;
  }
}
