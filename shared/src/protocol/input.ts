import {
  clipAnswers,
  holdReasons,
  inputRefusals,
  maxTextBytes,
  maxTrail,
  type FramePoint,
  type InputMessage,
  type Numbered,
} from './inputMessage.ts';
import { bounded, i16, pack, raw, short, u16, u32, u8, type Part } from './packing.ts';

export * from './inputMessage.ts';

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
const holds = ['none', ...holdReasons] as const;

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
  'hold',
  'clip-ask',
  'clip',
  'clip-answer',
] as const;

// Both browsers and Node have it; this package knows the types of neither.
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean },
) => { decode(bytes: Uint8Array): string };

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
        ...(message.trail ?? []).slice(-maxTrail).flatMap(point),
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
    case 'hold':
      return pack([u8(holds.indexOf(message.reason))]);
    case 'clip':
      return pack([
        u8(message.part),
        u8(message.last ? 1 : 0),
        raw(bounded(message.text, maxTextBytes)),
      ]);
    case 'clip-answer':
      return pack([u8(clipAnswers.indexOf(message.answer))]);
    case 'release':
    case 'clip-ask':
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
    case 'move': {
      const points = (tail.byteLength - 10) / 4;
      if (!Number.isInteger(points) || points < 0 || points > maxTrail) return undefined;
      const trail = Array.from({ length: points }, (_, index) => ({
        x: view.getUint16(10 + index * 4),
        y: view.getUint16(12 + index * 4),
      }));
      const move = { type, ...numbered, ...at(), buttons: view.getUint8(5) };
      return { ...move, after: view.getUint32(6), ...(points > 0 && { trail }) };
    }
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
    case 'hold': {
      const reason = holds[view.getUint8(0)];
      return exactly(1) && reason ? { type, ...numbered, reason } : undefined;
    }
    case 'clip-answer': {
      const answer = clipAnswers[view.getUint8(0)];
      return exactly(1) && answer ? { type, ...numbered, answer } : undefined;
    }
    case 'clip': {
      const [part, last] = [view.getUint8(0), view.getUint8(1)];
      if (last > 1 || tail.byteLength > 2 + maxTextBytes) return undefined;
      const text = fromUtf8.decode(tail.subarray(2));
      return { type, ...numbered, part, last: last === 1, text };
    }
    case 'release':
    case 'clip-ask':
    case 'done':
      return exactly(0) ? { type, ...numbered } : undefined;
  }
}

const point = ({ x, y }: FramePoint): Part[] => [u16(x), u16(y)];
