/**
 * The hand's messages, big-endian. Every one begins with version, type, grant and number; see
 * SPEC.md, section I. Moves travel on the unreliable channel `moves`, everything else on the
 * reliable, ordered channel `keys`; answers come back on `keys`.
 */
const version = 1;
const headerLength = 10;

/** Longest `code` (W3C UI Events `KeyboardEvent.code`), in bytes of ASCII. */
const maxCodeBytes = 32;
/** Longest `key`, in bytes of UTF-8. */
const maxKeyBytes = 32;
/** Longest composed text in one message, in bytes of UTF-8. */
export const maxTextBytes = 4096;

/** Bits of `modifiers`. */
export const modifierBits = { shift: 1, control: 2, alt: 4, meta: 8 } as const;

/** A place in the frame that was sent: 0 is its left or upper edge, 65,535 the other. */
export interface FramePoint {
  x: number;
  y: number;
}

interface Numbered {
  /** The grant that allows it, a u32 of the customer's browser. */
  grantId: number;
  /**
   * On `keys`: 1, 2, 3 … for each grant without a gap. On `moves`: counts moves alone.
   */
  seq: number;
}

interface At extends Numbered, FramePoint {
  modifiers: number;
}

export type InputMessage =
  /** `after` is the newest `keys` number sent before: a move of before a click is not carried out after it. */
  | ({ type: 'move'; after: number; buttons: number } & At)
  | ({ type: 'down' | 'up'; button: number; buttons: number; clicks: number } & At)
  /** Deltas in CSS pixels of the shared page, positive right and down. */
  | ({ type: 'wheel'; deltaX: number; deltaY: number } & At)
  | ({
      type: 'key-down' | 'key-up';
      code: string;
      key: string;
      modifiers: number;
      /** W3C `KeyboardEvent.location`, 0 to 3. */
      location: number;
      repeat: boolean;
    } & Numbered)
  /** Composed text (an input method, dead keys). */
  | ({ type: 'text'; text: string } & Numbered)
  /** The hand is gone: let go of every key and button. */
  | ({ type: 'release' } & Numbered)
  /** From the customer's side: everything on `keys` up to `seq` has been carried out or refused. */
  | ({ type: 'done' } & Numbered)
  /** From the customer's side: `seq` was not carried out, and why. */
  | ({ type: 'refused'; reason: InputRefusal } & Numbered);

export const inputRefusals = [
  'no-grant',
  'level',
  'private',
  'guarded',
  'needs-customer',
  'foreign-frame',
  'helper-away',
] as const;
export type InputRefusal = (typeof inputRefusals)[number];

const types = [
  'move',
  'down',
  'up',
  'wheel',
  'key-down',
  'key-up',
  'text',
  'release',
  'done',
  'refused',
] as const;

// Both browsers and Node have these; this package knows the types of neither.
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean },
) => { decode(bytes: Uint8Array): string };

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws RangeError where a text is longer than its bound */
export function encodeInput(message: InputMessage): Uint8Array<ArrayBuffer> {
  const tail = encodeTail(message);
  const bytes = new Uint8Array(headerLength + tail.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, version);
  view.setUint8(1, types.indexOf(message.type));
  view.setUint32(2, message.grantId);
  view.setUint32(6, message.seq);
  bytes.set(tail, headerLength);
  return bytes;
}

function encodeTail(message: InputMessage): Uint8Array {
  switch (message.type) {
    case 'move':
      return pack([
        ...point(message),
        u8(message.modifiers),
        u8(message.buttons),
        u32(message.after),
      ]);
    case 'down':
    case 'up':
      return pack([
        ...point(message),
        u8(message.modifiers),
        u8(message.button),
        u8(message.buttons),
        u8(message.clicks),
      ]);
    case 'wheel':
      return pack([
        ...point(message),
        u8(message.modifiers),
        i16(message.deltaX),
        i16(message.deltaY),
      ]);
    case 'key-down':
    case 'key-up':
      return pack([
        u8(message.modifiers),
        u8(message.location),
        u8(message.repeat ? 1 : 0),
        ...short(message.code, maxCodeBytes),
        ...short(message.key, maxKeyBytes),
      ]);
    case 'text':
      return bounded(message.text, maxTextBytes);
    case 'refused':
      return pack([u8(inputRefusals.indexOf(message.reason))]);
    case 'release':
    case 'done':
      return pack([]);
  }
}

/** @returns `undefined` for anything that is not a message of this version, to the last byte */
export function decodeInput(bytes: Uint8Array): InputMessage | undefined {
  if (bytes.byteLength < headerLength) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = types[view.getUint8(1)];
  if (view.getUint8(0) !== version || !type) return undefined;
  const numbered = { grantId: view.getUint32(2), seq: view.getUint32(6) };
  const tail = bytes.subarray(headerLength);
  try {
    return decodeTail(type, numbered, tail);
  } catch (failure) {
    // Too short a tail, or bytes that are no UTF-8: not a message, and nobody's fault on this side.
    if (failure instanceof RangeError || failure instanceof TypeError) return undefined;
    throw failure;
  }
}

function decodeTail(
  type: InputMessage['type'],
  numbered: Numbered,
  tail: Uint8Array,
): InputMessage | undefined {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const at = () => ({ x: view.getUint16(0), y: view.getUint16(2), modifiers: view.getUint8(4) });
  const exactly = (length: number): boolean => tail.byteLength === length;
  switch (type) {
    case 'move':
      if (!exactly(10)) return undefined;
      return { type, ...numbered, ...at(), buttons: view.getUint8(5), after: view.getUint32(6) };
    case 'down':
    case 'up':
      if (!exactly(8) || view.getUint8(5) > 4) return undefined;
      return {
        type,
        ...numbered,
        ...at(),
        button: view.getUint8(5),
        buttons: view.getUint8(6),
        clicks: view.getUint8(7),
      };
    case 'wheel':
      if (!exactly(9)) return undefined;
      return { type, ...numbered, ...at(), deltaX: view.getInt16(5), deltaY: view.getInt16(7) };
    case 'key-down':
    case 'key-up': {
      const codeLength = view.getUint8(3);
      const keyLength = view.getUint8(4 + codeLength);
      if (!exactly(5 + codeLength + keyLength)) return undefined;
      if (
        codeLength > maxCodeBytes ||
        keyLength > maxKeyBytes ||
        view.getUint8(1) > 3 ||
        view.getUint8(2) > 1
      ) {
        return undefined;
      }
      return {
        type,
        ...numbered,
        modifiers: view.getUint8(0),
        location: view.getUint8(1),
        repeat: view.getUint8(2) === 1,
        code: fromUtf8.decode(tail.subarray(4, 4 + codeLength)),
        key: fromUtf8.decode(tail.subarray(5 + codeLength)),
      };
    }
    case 'text':
      if (tail.byteLength === 0 || tail.byteLength > maxTextBytes) return undefined;
      return { type, ...numbered, text: fromUtf8.decode(tail) };
    case 'refused': {
      const reason = inputRefusals[view.getUint8(0)];
      return exactly(1) && reason ? { type, ...numbered, reason } : undefined;
    }
    case 'release':
    case 'done':
      return exactly(0) ? { type, ...numbered } : undefined;
  }
}

type Part = { bytes: number; write: (view: DataView, at: number) => void };

const u8 = (value: number): Part => ({ bytes: 1, write: (view, at) => view.setUint8(at, value) });
const u16 = (value: number): Part => ({ bytes: 2, write: (view, at) => view.setUint16(at, value) });
const u32 = (value: number): Part => ({ bytes: 4, write: (view, at) => view.setUint32(at, value) });
const i16 = (value: number): Part => ({
  bytes: 2,
  write: (view, at) => view.setInt16(at, Math.max(-32_768, Math.min(32_767, Math.round(value)))),
});
const point = ({ x, y }: FramePoint): Part[] => [u16(x), u16(y)];

function short(text: string, maxBytes: number): Part[] {
  const bytes = bounded(text, maxBytes);
  return [
    u8(bytes.byteLength),
    {
      bytes: bytes.byteLength,
      write: (view, at) => new Uint8Array(view.buffer, view.byteOffset).set(bytes, at),
    },
  ];
}

function bounded(text: string, maxBytes: number): Uint8Array {
  const bytes = utf8.encode(text);
  if (bytes.byteLength > maxBytes) throw new RangeError(`text of more than ${maxBytes} bytes`);
  return bytes;
}

function pack(parts: Part[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.bytes, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    part.write(view, at);
    at += part.bytes;
  }
  return bytes;
}
