/** Elements of EBML and Matroska (RFC 8794, RFC 9559), as they stand in a file. */
export const webmIds = {
  head: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  muxer: 0x4d80,
  writer: 0x5741,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  blockDuration: 0x9b,
  referenceBlock: 0xfb,
} as const;
type Id = (typeof webmIds)[keyof typeof webmIds];

/** One frame. */
export interface WebmFrame {
  /** Ms after the beginning of the file. */
  at: number;
  isKey: boolean;
  /** Its track and its content, without the head of the block. */
  track: number;
  content: Uint8Array;
  /** Ms, where the file says it. */
  duration: number | null;
}

export interface WebmFile {
  /** Everything that stands before the first frames. */
  prefix: Uint8Array;
  head: Uint8Array | undefined;
  /** The content of the tracks. */
  tracks: Uint8Array | undefined;
  frames: WebmFrame[];
}

/**
 * What a short WebM file is made of, as a browser records it: times in ms, a frame in each block. Of a
 * file that is broken off, or is none, what is whole is told.
 */
export function readWebm(bytes: Uint8Array): WebmFile {
  const file: WebmFile = { prefix: bytes, head: undefined, tracks: undefined, frames: [] };
  let cluster: number | null = null;
  for (const { id, start, content } of elementsOf(bytes)) {
    if (id === webmIds.cluster) {
      if (cluster === null) file.prefix = bytes.subarray(0, start);
      cluster = 0;
    } else if (id === webmIds.head)
      file.head ??= bytes.subarray(start, start + lengthTo(content, start, bytes));
    else if (id === webmIds.tracks) file.tracks ??= content;
    else if (id === webmIds.timestamp && cluster !== null) cluster = unsignedOf(content);
    else if (cluster === null) continue;
    else if (id === webmIds.simpleBlock) addFrame(file.frames, content, cluster, null);
    else if (id === webmIds.blockGroup) addGroup(file.frames, content, cluster);
  }
  return file;
}

/** An element with its content; its size takes eight bytes, as large as it may be. */
export function webmElement(id: Id, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const name = id.toString(16);
  const nameBytes = name.length / 2;
  const length = contents.reduce((sum, { length: bytes }) => sum + bytes, 0);
  const element = new Uint8Array(nameBytes + 8 + length);
  for (let at = 0; at < nameBytes; at += 1) {
    element[at] = Number.parseInt(name.slice(at * 2, at * 2 + 2), 16);
  }
  new DataView(element.buffer).setBigUint64(nameBytes, BigInt(length) | (1n << 56n));
  let at = nameBytes + 8;
  for (const content of contents) {
    element.set(content, at);
    at += content.length;
  }
  return element;
}

export function webmNumber(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.max(0, Math.round(value))));
  return bytes;
}

/** Frames of one cluster, which begins at `at`, in ms; each is within 32 s of that. */
export function webmCluster(at: number, frames: readonly WebmFrame[]): Uint8Array<ArrayBuffer> {
  return webmElement(
    webmIds.cluster,
    webmElement(webmIds.timestamp, webmNumber(at)),
    ...frames.map((frame) => blockOf(frame, frame.at)),
  );
}

/**
 * The same file with all frames in one cluster, the last of which lasts to the end: players know how
 * long each is shown, and the next file can be put right behind it.
 *
 * @param lengthMs of the whole
 * @returns `null` where there is no frame in it
 */
export function tidyWebm(bytes: Uint8Array, lengthMs: number): Uint8Array<ArrayBuffer> | null {
  const { prefix, frames } = readWebm(bytes);
  const last = frames.at(-1);
  if (!last || frames.length === 0) return null;
  const duration = Math.max(1, Math.round(lengthMs) - last.at);
  const cluster = webmCluster(0, [...frames.slice(0, -1), { ...last, duration }]);
  const whole = new Uint8Array(prefix.length + cluster.length);
  whole.set(prefix);
  whole.set(cluster, prefix.length);
  return whole;
}

/** @param after of its cluster's time, in ms */
function blockOf({ isKey, track, content, duration }: WebmFrame, after: number): Uint8Array {
  const isSimple = duration === null;
  const block = new Uint8Array(4 + content.length);
  block[0] = 0x80 | track;
  new DataView(block.buffer).setInt16(1, Math.max(-32_768, Math.min(32_767, Math.round(after))));
  block[3] = isSimple && isKey ? 0x80 : 0;
  block.set(content, 4);
  if (isSimple) return webmElement(webmIds.simpleBlock, block);
  return webmElement(
    webmIds.blockGroup,
    webmElement(webmIds.block, block),
    webmElement(webmIds.blockDuration, webmNumber(duration)),
    // That it refers to the one before says that it is no key frame.
    ...(isKey ? [] : [webmElement(webmIds.referenceBlock, Uint8Array.of(0xff))]),
  );
}

function addFrame(
  frames: WebmFrame[],
  block: Uint8Array,
  cluster: number,
  group: { isKey: boolean; duration: number | null } | null,
): void {
  if (block.length <= 4) return;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  frames.push({
    at: cluster + view.getInt16(1),
    track: view.getUint8(0) & 0x7f,
    isKey: group ? group.isKey : (view.getUint8(3) & 0x80) !== 0,
    duration: group?.duration ?? null,
    content: block.subarray(4),
  });
}

function addGroup(frames: WebmFrame[], bytes: Uint8Array, cluster: number): void {
  const parts = new Map([...elementsOf(bytes)].map(({ id, content }) => [id, content]));
  const block = parts.get(webmIds.block);
  const duration = parts.get(webmIds.blockDuration);
  const group = {
    isKey: !parts.has(webmIds.referenceBlock),
    duration: duration ? unsignedOf(duration) : null,
  };
  if (block) addFrame(frames, block, cluster, group);
}

/** One after the other; what is in a segment or a cluster stands in one row with them. */
function* elementsOf(
  bytes: Uint8Array,
): Generator<{ id: number; start: number; content: Uint8Array }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const start = at;
    const id = readNumber(view, at, true);
    const size = id && readNumber(view, at + id.length, false);
    if (!id || !size) return;
    at += id.length + size.length;
    // Their sizes are often not known.
    if (id.value === webmIds.segment || id.value === webmIds.cluster) {
      yield { id: id.value, start, content: bytes.subarray(at, at) };
      continue;
    }
    const end = at + size.value;
    if (size.unknown || end > bytes.length) return;
    yield { id: id.value, start, content: bytes.subarray(at, end) };
    at = end;
  }
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
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

/** How long an element is, from its beginning to the end of its content. */
function lengthTo(content: Uint8Array, start: number, whole: Uint8Array): number {
  return content.byteOffset - whole.byteOffset + content.length - start;
}
