import { Buffer } from 'node:buffer';

/** Frames that belong together, `time` ms after the beginning of their file. */
export interface Cluster {
  time: number;
  /** Each as it stands in the file, so many ms after the cluster's own time. */
  blocks: { after: number; bytes: Uint8Array }[];
}

export interface WebmParts {
  /** The whole head of the file. */
  head: Uint8Array | undefined;
  /** The content of the tracks. */
  tracks: Uint8Array | undefined;
  clusters: Cluster[];
}

const ids = {
  head: 0x1a45dfa3,
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
};

/**
 * What a short WebM file is made of, as a browser records it: one track, times in ms, frames in simple
 * blocks. Of a file that is broken off, or is none, what is whole is told.
 */
export function readElements(bytes: Uint8Array): WebmParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: WebmParts = { head: undefined, tracks: undefined, clusters: [] };
  let at = 0;
  while (at < bytes.length) {
    const start = at;
    const id = readNumber(view, at, true);
    const size = id && readNumber(view, at + id.length, false);
    if (!id || !size) break;
    at += id.length + size.length;
    // What is in these stands in one row with them: their sizes are often not known.
    if (id.value === ids.segment) continue;
    if (id.value === ids.cluster) {
      parts.clusters.push({ time: 0, blocks: [] });
      continue;
    }
    const end = at + size.value;
    if (size.unknown || end > bytes.length) break;
    const cluster = parts.clusters.at(-1);
    const content = bytes.subarray(at, end);
    if (id.value === ids.head) parts.head ??= bytes.subarray(start, end);
    else if (id.value === ids.tracks) parts.tracks ??= content;
    else if (id.value === ids.timestamp && cluster) cluster.time = unsignedOf(content);
    else if (id.value === ids.simpleBlock && cluster && content.length > 4) {
      // The number of the track, then the time, which may be negative.
      cluster.blocks.push({ after: view.getInt16(at + 1), bytes: bytes.subarray(start, end) });
    }
    at = end;
  }
  return parts;
}

/** A number of as many bytes as its first one says. */
function readNumber(view: DataView, at: number, withMark: boolean) {
  if (at >= view.byteLength) return undefined;
  const first = view.getUint8(at);
  const length = Math.clz32(first) - 23;
  if (first === 0 || length > 8 || at + length > view.byteLength) return undefined;
  let value = withMark ? first : first & (0xff >> length);
  let unknown = !withMark && value === 0xff >> length;
  for (let next = 1; next < length; next += 1) {
    const byte = view.getUint8(at + next);
    unknown &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value, length, unknown };
}

function unsignedOf(content: Uint8Array): number {
  return content.length === 0 ? 0 : Number(`0x${Buffer.from(content).toString('hex')}`);
}
