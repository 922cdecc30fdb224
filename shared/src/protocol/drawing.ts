import {
  lineTools,
  maxAuthors,
  maxChunk,
  maxMarks,
  maxMarkTextBytes,
  maxPoints,
  maxSpotPoints,
  spotKinds,
  type DrawingMessage,
  type FramePoint,
  type MarkName,
} from './drawingMessage.ts';
import { bounded, pack, raw, u16, u32, u8, type Part } from './packing.ts';
import { createReader, type Reader } from './reading.ts';
import { uuidBytes, uuidText } from './uuidBytes.ts';

export * from './drawingMessage.ts';

/**
 * Drawings on a shared screen, big-endian; see SPEC.md, section W. They share the channels of input:
 * spots travel on `moves`, everything else on `keys`. The first byte, which no message of input has,
 * says whether the board speaks, and the version.
 */
const versions = { author: 0x81, board: 0x91 } as const;
const types = ['line', 'text', 'erase', 'digest', 'want', 'spot'] as const;
const flags = { inPicture: 1, shut: 2 } as const;
const nobody = new Uint8Array(16);

/** @throws RangeError where a text is longer than its bound */
export function encodeDrawing(message: DrawingMessage): Uint8Array<ArrayBuffer> {
  const head = [u8(versions[message.by]), u8(types.indexOf(message.type)), u32(message.board)];
  return new Uint8Array(pack([...head, ...bodyOf(message)]));
}

function bodyOf(message: DrawingMessage): Part[] {
  switch (message.type) {
    case 'line': {
      const { tool, done, from, points } = message;
      const kind = lineTools.indexOf(tool) * 2 + (done ? 1 : 0);
      return [...name(message), u8(kind), u16(from), ...points.flatMap(point)];
    }
    case 'text':
      return [...name(message), ...point(message.at), raw(bounded(message.text, maxMarkTextBytes))];
    case 'erase':
    case 'want':
      return message.marks.flatMap(name);
    case 'digest': {
      const { seq, inPicture, shut, authors, marks } = message;
      return [
        u32(seq),
        u8((inPicture ? flags.inPicture : 0) + (shut ? flags.shut : 0)),
        u8(authors.length),
        ...authors.flatMap(({ author, endpoint, user }) => [
          u8(author),
          raw(uuidBytes(endpoint)),
          raw(user === null ? nobody : uuidBytes(user)),
        ]),
        ...marks.flatMap((mark) => [...name(mark), u16(mark.points * 2 + (mark.done ? 1 : 0))]),
      ];
    }
    case 'spot': {
      const { author, seq, kind, points } = message;
      return [u8(author), u32(seq), u8(spotKinds.indexOf(kind)), ...points.flatMap(point)];
    }
  }
}

/** Whether it can only be something that the board says: no input begins so. */
export function isFromBoard(bytes: Uint8Array): boolean {
  return bytes[0] === versions.board;
}

/** @returns `undefined` for anything that is not a message of this version, to the last byte */
export function decodeDrawing(bytes: Uint8Array): DrawingMessage | undefined {
  const by = bytes[0] === versions.author ? 'author' : 'board';
  const type = types[bytes[1] ?? types.length];
  if (bytes.byteLength < 6 || bytes[0] !== versions[by] || !type) return undefined;
  const read = createReader(bytes);
  read.skip(2);
  const head = { by, board: read.u32() } as const;
  try {
    const body = decodeBody(type, read);
    return body && read.left() === 0 ? ({ ...head, ...body } as DrawingMessage) : undefined;
  } catch (failure) {
    // Too short, or bytes that are no UTF-8: not a message, and nobody's fault on this side.
    if (failure instanceof RangeError || failure instanceof TypeError) return undefined;
    throw failure;
  }
}

function decodeBody(type: DrawingMessage['type'], read: Reader): object | undefined {
  switch (type) {
    case 'line': {
      const named = nameFrom(read);
      const kind = read.u8();
      const tool = lineTools[kind >> 1];
      const from = read.u16();
      const points = pointsFrom(read, maxChunk);
      const most = tool === 'pen' ? maxPoints : 2;
      if (!tool || !points || from + points.length > most) return undefined;
      return { type, ...named, tool, done: kind % 2 === 1, from, points };
    }
    case 'text': {
      const named = nameFrom(read);
      const at = pointFrom(read);
      const length = read.left();
      if (length === 0 || length > maxMarkTextBytes) return undefined;
      return { type, ...named, at, text: read.text(length) };
    }
    case 'erase':
    case 'want': {
      const marks = listFrom(read, 3, maxMarks, nameFrom);
      return marks && { type, marks };
    }
    case 'digest':
      return digestFrom(read);
    case 'spot': {
      const [author, seq] = [read.u8(), read.u32()];
      const kind = spotKinds[read.u8()];
      const points = pointsFrom(read, maxSpotPoints);
      if (!kind || !points || (points.length === 0) !== (kind === 'gone')) return undefined;
      return { type, author, seq, kind, points };
    }
  }
}

function digestFrom(read: Reader): object | undefined {
  const [seq, said, count] = [read.u32(), read.u8(), read.u8()];
  if (said > 3 || count > maxAuthors) return undefined;
  const authors = Array.from({ length: count }, () => {
    const [author, endpoint, user] = [read.u8(), read.bytes(16), read.bytes(16)];
    const isSomebody = user.some((byte) => byte !== 0);
    return { author, endpoint: uuidText(endpoint), user: isSomebody ? uuidText(user) : null };
  });
  const marks = listFrom(read, 5, maxMarks, () => {
    const named = nameFrom(read);
    const state = read.u16();
    return { ...named, points: state >> 1, done: state % 2 === 1 };
  });
  const inPicture = (said & flags.inPicture) !== 0;
  const shut = (said & flags.shut) !== 0;
  return marks && { type: 'digest', seq, inPicture, shut, authors, marks };
}

const point = ({ x, y }: FramePoint): Part[] => [u16(x), u16(y)];
const name = ({ author, id }: MarkName): Part[] => [u8(author), u16(id)];
const pointFrom = (read: Reader): FramePoint => ({ x: read.u16(), y: read.u16() });
const nameFrom = (read: Reader): MarkName => ({ author: read.u8(), id: read.u16() });

function pointsFrom(read: Reader, most: number): FramePoint[] | undefined {
  return listFrom(read, 4, most, pointFrom);
}

/** Everything that is left, as things of so many bytes; `undefined` where it does not come out even. */
function listFrom<T>(
  read: Reader,
  bytes: number,
  most: number,
  next: (read: Reader) => T,
): T[] | undefined {
  const length = read.left() / bytes;
  if (!Number.isInteger(length) || length > most) return undefined;
  return Array.from({ length }, () => next(read));
}
