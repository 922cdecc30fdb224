import { Buffer } from 'node:buffer';
import { readElements } from './readWebm.ts';

/** One short WebM file, and when it begins, in ms. */
export interface Clip {
  at: number;
  bytes: Uint8Array;
}

/** Elements of EBML and Matroska (RFC 8794, RFC 9559), as they stand in a file. */
const ids = {
  ebml: '1a45dfa3',
  segment: '18538067',
  info: '1549a966',
  timestampScale: '2ad7b1',
  duration: '4489',
  muxer: '4d80',
  writer: '5741',
  tracks: '1654ae6b',
  cluster: '1f43b675',
  timestamp: 'e7',
};
/** A size that is not known: what follows belongs to it. */
const unknownSize = Buffer.from('01ffffffffffffff', 'hex');

/**
 * Many short files as one, which any player shows with its length: the head and the tracks of the
 * first, and the frames of all of them at their times.
 *
 * @param until when the last one ends, in ms
 */
export async function* joinWebm(clips: AsyncIterable<Clip>, until: number): AsyncIterable<Buffer> {
  let beginsAt: number | undefined;
  /** Where the newest frame is, since the beginning. */
  let newest = -1;
  for await (const { at, bytes } of clips) {
    const found = readElements(bytes);
    if (beginsAt === undefined) {
      const { tracks, head } = found;
      if (!tracks || !head) continue;
      beginsAt = at;
      yield Buffer.concat([head, Buffer.from(ids.segment, 'hex'), unknownSize]);
      yield infoOf(until - at);
      yield element(ids.tracks, tracks);
    }
    // One file begins a moment before the last one ends; time does not go back in one file.
    const base = Math.max(at - beginsAt, newest + 1);
    for (const { time, blocks } of found.clusters) {
      if (blocks.length === 0) continue;
      yield element(
        ids.cluster,
        Buffer.concat([
          element(ids.timestamp, unsigned(base + time)),
          ...blocks.map(({ bytes: block }) => block),
        ]),
      );
      newest = Math.max(newest, base + time + Math.max(...blocks.map(({ after }) => after)));
    }
  }
}

function infoOf(durationMs: number): Buffer {
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(Math.max(0, durationMs));
  return element(
    ids.info,
    Buffer.concat([
      element(ids.timestampScale, unsigned(1_000_000)),
      element(ids.duration, duration),
      element(ids.muxer, Buffer.from('Beside')),
      element(ids.writer, Buffer.from('Beside')),
    ]),
  );
}

function element(id: string, content: Uint8Array): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(content.length) | (1n << 56n));
  return Buffer.concat([Buffer.from(id, 'hex'), size, content]);
}

function unsigned(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(Math.max(0, Math.round(value))));
  return bytes;
}
