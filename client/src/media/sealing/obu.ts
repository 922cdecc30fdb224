import { concat, type Bytes } from './bytes.ts';

/**
 * First bytes of an OBU with a size (AV1, section 5.3.2), of the types of a frame and of a sequence
 * header. A key frame is known by the latter: Chromium marks only such packets as the beginning of one.
 */
const headers = { delta: (6 << 3) | 2, key: (1 << 3) | 2 };

/**
 * Browsers cut what is AV1 into packets along its OBUs, and put it together of them again. So whatever is
 * sealed travels as the content of one OBU; the frame's own ones, temporal delimiter included, are in it.
 */
export function wrapInObu(content: Bytes, isKey: boolean): Bytes {
  const header = isKey ? headers.key : headers.delta;
  return concat(Uint8Array.of(header, ...leb128(content.byteLength)), content);
}

/** @returns `null` for what {@link wrapInObu} has not made */
export function unwrapObu(obu: Bytes): Bytes | null {
  if (obu[0] !== headers.key && obu[0] !== headers.delta) return null;
  let [size, at, more] = [0, 1, true];
  while (more && at <= maxSizeBytes) {
    const byte = obu[at] ?? 0;
    size += (byte & 0x7f) * 2 ** (7 * (at - 1));
    more = (byte & 0x80) !== 0;
    at += 1;
  }
  return size === obu.byteLength - at ? obu.subarray(at) : null;
}

/** Far more than a frame has. */
const maxSizeBytes = 4;

/** AV1, section 4.10.5. */
function leb128(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...leb128(value >>> 7)];
}
