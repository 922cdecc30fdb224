import type { EndpointId } from '../domain/ids.ts';

/**
 * What is sealed from end to end, as bytes: the trailer of every sealed frame and message, and the
 * notes that travel in envelopes. See SPEC.md, section E. The keys themselves are the browsers' affair.
 */

/** `open`: not sealed by us, because somebody's browser cannot. */
export const sealModes = ['sealed', 'open'] as const;
export type SealMode = (typeof sealModes)[number];

/** The last bytes of whatever is sealed; bound to the content by its authentication. */
export interface Trailer {
  /** Of the sender's streams the one that this belongs to; a frame's or message's nonce begins with it. */
  stream: number;
  /** Counts what was sealed in that stream, from 1; the nonce ends with it. */
  counter: number;
  /** Of the sender's keys the one that it was sealed with. */
  generation: number;
  /** Bytes at the beginning that are not encrypted: what a packetiser has to read. */
  clear: number;
}

export const trailerLength = 16;
export const maxCounter = 0xffff_ffff;
export const maxGeneration = 0xff_ffff;
/** "BSL1": what ends otherwise was not sealed. */
const magic = 0x42_53_4c_31;

export function encodeTrailer(trailer: Trailer): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(trailerLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, trailer.stream);
  view.setUint32(4, trailer.counter);
  view.setUint32(8, trailer.generation * 0x100 + trailer.clear);
  view.setUint32(12, magic);
  return bytes;
}

/** @returns `undefined` for what has no trailer, or one that cannot be true */
export function decodeTrailer(bytes: Uint8Array): Trailer | undefined {
  const at = bytes.byteLength - trailerLength;
  if (at < 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, trailerLength);
  const counter = view.getUint32(4);
  const clear = view.getUint8(11);
  if (view.getUint32(12) !== magic || counter === 0 || clear > at) return undefined;
  return { stream: view.getUint32(0), counter, generation: view.getUint32(8) >>> 8, clear };
}

/** One page's key for all that it sends, of one generation. */
export interface KeyNote {
  kind: 'key';
  /** The page that seals with it. */
  owner: EndpointId;
  generation: number;
  mode: SealMode;
  /** {@link secretLength} bytes. */
  secret: Uint8Array<ArrayBuffer>;
}

/** What one page tells another inside an envelope. */
export type EnvelopeNote =
  | KeyNote
  /** The key of that generation is in place. */
  | { kind: 'taken'; owner: EndpointId; generation: number }
  /** Whoever reads along through the teller has changed: a new key, please. */
  | { kind: 'renew' };

export const secretLength = 32;
const noteLength = 8 + 16 + secretLength;
const noteVersion = 1;
const kinds = ['key', 'taken', 'renew'] as const;

export function encodeNote(note: EnvelopeNote): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(noteLength);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, noteVersion);
  view.setUint8(1, kinds.indexOf(note.kind));
  if (note.kind === 'renew') return bytes;
  view.setUint32(4, note.generation);
  bytes.set(uuidBytes(note.owner), 8);
  if (note.kind === 'key') {
    view.setUint8(2, sealModes.indexOf(note.mode));
    bytes.set(note.secret, 24);
  }
  return bytes;
}

/** @returns `undefined` for anything that is not a note of this version */
export function decodeNote(bytes: Uint8Array): EnvelopeNote | undefined {
  if (bytes.byteLength !== noteLength || bytes[0] !== noteVersion) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, noteLength);
  const kind = kinds[view.getUint8(1)];
  const mode = sealModes[view.getUint8(2)];
  if (kind === undefined || mode === undefined) return undefined;
  if (kind === 'renew') return { kind };
  const generation = view.getUint32(4);
  if (generation === 0 || generation > maxGeneration) return undefined;
  const owner = uuidOf(bytes.subarray(8, 24)) as EndpointId;
  return kind === 'key'
    ? { kind, owner, generation, mode, secret: new Uint8Array(bytes.subarray(24)) }
    : { kind, owner, generation };
}

function uuidBytes(uuid: string): Uint8Array {
  const digits = uuid.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  );
}

function uuidOf(bytes: Uint8Array): string {
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
}
