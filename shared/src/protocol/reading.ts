// Both browsers and Node have it; this package knows the types of neither.
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

const fromUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Takes a message apart, big-endian, from its beginning on. */
export interface Reader {
  /** Bytes that have not been read. */
  left(): number;
  skip(length: number): void;
  u8(): number;
  u16(): number;
  u32(): number;
  bytes(length: number): Uint8Array;
  text(length: number): string;
}

/** What it is asked for and is not there it answers with a RangeError, what is no UTF-8 with a TypeError. */
export function createReader(bytes: Uint8Array): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (length: number): number => {
    if (at + length > bytes.byteLength) throw new RangeError('the message is too short');
    at += length;
    return at - length;
  };
  return {
    left: () => bytes.byteLength - at,
    skip: (length) => void take(length),
    u8: () => view.getUint8(take(1)),
    u16: () => view.getUint16(take(2)),
    u32: () => view.getUint32(take(4)),
    bytes(length) {
      const from = take(length);
      return bytes.slice(from, from + length);
    },
    text(length) {
      const from = take(length);
      return fromUtf8.decode(bytes.subarray(from, from + length));
    },
  };
}
