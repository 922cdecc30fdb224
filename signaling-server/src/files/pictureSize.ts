export interface Size {
  /** Pixels. */
  width: number;
  height: number;
}

/**
 * How large a JPEG, PNG, GIF or BMP is when it is shown upright.
 *
 * @param head its first bytes
 * @returns undefined where they do not say: it is broken
 */
export function pictureSize(head: Buffer): Size | undefined {
  try {
    const size = sizeOf(head);
    return size && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (failure) {
    // It ends in the middle of what should say it.
    if (failure instanceof RangeError) return undefined;
    throw failure;
  }
}

function sizeOf(head: Buffer): Size | undefined {
  if (head.readUInt16BE(0) === 0xffd8) return jpegSize(head);
  if (head.toString('latin1', 1, 4) === 'PNG') {
    return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
  }
  if (head.toString('latin1', 0, 3) === 'GIF') {
    return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  }
  if (head.toString('latin1', 0, 2) === 'BM') {
    // A negative height says that the first row is the upper one.
    return { width: head.readInt32LE(18), height: Math.abs(head.readInt32LE(22)) };
  }
  return undefined;
}

/** Walks its segments (ITU-T T.81, B.1) up to the frame that tells the size. */
function jpegSize(head: Buffer): Size | undefined {
  let turned = false;
  for (let at = 2; ;) {
    if (head.readUInt8(at) !== 0xff) return undefined;
    const marker = head.readUInt8(at + 1);
    // Fill bytes.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = head.readUInt16BE(at + 2);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [head.readUInt16BE(at + 5), head.readUInt16BE(at + 7)];
      return turned ? { width: height, height: width } : { width, height };
    }
    if (marker === 0xe1) turned ||= isTurned(head.subarray(at + 4, at + 2 + length));
    if (marker === 0xda || marker === 0xd9) return undefined;
    at += 2 + length;
  }
}

/** Whether Exif's orientation (tag 0x0112) lays the picture on its side. */
function isTurned(segment: Buffer): boolean {
  if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return false;
  const tiff = segment.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const read16 = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const read32 = (at: number): number => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  try {
    const directory = read32(4);
    for (let entry = 0; entry < read16(directory); entry += 1) {
      const at = directory + 2 + entry * 12;
      if (read16(at) === 0x0112) return read16(at + 8) >= 5;
    }
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
  }
  return false;
}
