import * as z from 'zod';
import { userIdSchema } from '../domain/ids.ts';

// Both browsers and Node have them; this package knows the types of neither.
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean },
) => { decode(bytes: Uint8Array): string };

/** Most bytes of one piece: some seconds of a picture that changes all the time. */
export const maxPieceBytes = 8 * 1024 * 1024;
/** Most bytes of what happened during one piece, as JSON lines. */
export const maxPieceEventBytes = 256 * 1024;
/** Longest time that one piece is of, in ms. */
export const maxPieceMs = 60_000;
/** Most pieces of one recording: nearly seven hours in pieces of five seconds. */
export const maxPieces = 5_000;
/** Most bytes of one recording, pictures alone. */
export const maxRecordingBytes = 2 * 1024 ** 3;

/** Of the frame, 0 to 1. */
const fraction = z.number().min(0).max(1);
const base64 = z.base64().max(8_000);

/** Something that happened while it was recorded; `at` is by the server's clock. */
export const recordedEventSchema = z.discriminatedUnion('type', [
  /** Where the hand of whoever recorded was. */
  z.strictObject({ type: z.literal('move'), at: z.number(), x: fraction, y: fraction }),
  z.strictObject({ type: z.literal('press'), at: z.number(), x: fraction, y: fraction }),
  /** A message of the board, as in section W of the protocol. */
  z.strictObject({ type: z.literal('board'), at: z.number(), bytes: base64 }),
  /** Something was drawn: a mark begins here. */
  z.strictObject({ type: z.literal('drawn'), at: z.number(), by: z.nullable(userIdSchema) }),
]);
export type RecordedEvent = z.infer<typeof recordedEventSchema>;

/** What a piece is of, in the address that it is sent to. Times are by the server's clock. */
export const pieceQuerySchema = z.strictObject({
  from: z.coerce.number().int().nonnegative(),
  to: z.coerce.number().int().nonnegative(),
  /** The page that writes, which has taken the recording over. */
  endpoint: z.string().max(64),
});

/** The beginning of every WebM file (RFC 8794, section 11.2.1). */
const webmMagic = [0x1a, 0x45, 0xdf, 0xa3];

/** One piece as it is sent: the length of the events (4 bytes, big-endian), the events, the picture. */
export function packPiece(
  events: readonly RecordedEvent[],
  picture: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const lines = new TextEncoder().encode(events.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const packed = new Uint8Array(4 + lines.length + picture.length);
  new DataView(packed.buffer).setUint32(0, lines.length);
  packed.set(lines, 4);
  packed.set(picture, 4 + lines.length);
  return packed;
}

/** @returns `undefined` for anything that is not a piece, to the last line */
export function unpackPiece(
  bytes: Uint8Array,
): { events: Uint8Array; picture: Uint8Array } | undefined {
  if (bytes.length < 4) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  if (length > maxPieceEventBytes || bytes.length < 4 + length) return undefined;
  const events = bytes.subarray(4, 4 + length);
  const picture = bytes.subarray(4 + length);
  if (!webmMagic.every((byte, at) => picture[at] === byte)) return undefined;
  return parseEvents(events) && { events, picture };
}

/** @returns `undefined` where any line is no event */
export function parseEvents(bytes: Uint8Array): RecordedEvent[] | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Bytes that are no UTF-8 are no lines.
    return undefined;
  }
  const lines = text.split('\n');
  if (lines.pop() !== '') return undefined;
  const events: RecordedEvent[] = [];
  for (const line of lines) {
    const parsed = recordedEventSchema.safeParse(jsonOf(line));
    if (!parsed.success) return undefined;
    events.push(parsed.data);
  }
  return events;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
