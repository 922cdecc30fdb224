const fromHex = (hex: string): ArrayBuffer =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16)).buffer;

/** Key frames of 16 x 16 grey pixels, as Chromium's own encoders make them. */
const standIns: Record<string, ArrayBuffer> = {
  'video/vp8': fromHex('1002009d012a100010000487088585889984881802000c0d6000fef4b800'),
  'video/av1': fromHex('0a0c000000019ff8034404040410320f105e80249249120a443951324b9b78'),
};

/**
 * What the browser's own decoder is given in place of a frame that is decoded elsewhere: without any
 * it would take the picture for lost and ask for key frames.
 *
 * @returns `null` for a codec that has none
 */
export function standInFor(mimeType: string | undefined): ArrayBuffer | null {
  return standIns[mimeType?.toLowerCase() ?? '']?.slice() ?? null;
}
