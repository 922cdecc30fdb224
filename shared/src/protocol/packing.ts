// Both browsers and Node have it; this package knows the types of neither.
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
const utf8 = new TextEncoder();

/** A piece of a message that is being put together, big-endian. */
export type Part = { bytes: number; write: (view: DataView, at: number) => void };

export const u8 = (value: number): Part => ({
  bytes: 1,
  write: (view, at) => view.setUint8(at, value),
});
export const u16 = (value: number): Part => ({
  bytes: 2,
  write: (view, at) => view.setUint16(at, value),
});
export const u32 = (value: number): Part => ({
  bytes: 4,
  write: (view, at) => view.setUint32(at, value),
});
export const i16 = (value: number): Part => ({
  bytes: 2,
  write: (view, at) => view.setInt16(at, Math.max(-32_768, Math.min(32_767, Math.round(value)))),
});
export function short(text: string, maxBytes: number): Part[] {
  const bytes = bounded(text, maxBytes);
  return [u8(bytes.byteLength), raw(bytes)];
}

export function raw(bytes: Uint8Array): Part {
  return {
    bytes: bytes.byteLength,
    write: (view, at) => new Uint8Array(view.buffer, view.byteOffset).set(bytes, at),
  };
}

/** @throws RangeError where the text is longer */
export function bounded(text: string, maxBytes: number): Uint8Array {
  const bytes = utf8.encode(text);
  if (bytes.byteLength > maxBytes) throw new RangeError(`text of more than ${maxBytes} bytes`);
  return bytes;
}

export function pack(parts: Part[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.bytes, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    part.write(view, at);
    at += part.bytes;
  }
  return bytes;
}
