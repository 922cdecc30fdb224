import type { Rect } from './regions.ts';

/** Where a plane of pixels lies in a buffer, in bytes (W3C WebCodecs). */
export interface Plane {
  offset: number;
  stride: number;
}

interface PlaneShape {
  /** Bytes of one sample, and how many pixels it stands for along each side. */
  bytes: number;
  per: 1 | 2;
  /** What a blanked sample is: mid grey, so that it is not taken for a dark part of the picture. */
  grey: number;
}

const luma: PlaneShape = { bytes: 1, per: 1, grey: 0x68 };
const chroma: PlaneShape = { bytes: 1, per: 2, grey: 0x80 };
const rgb: PlaneShape = { bytes: 4, per: 1, grey: 0x6b };

const shapes: Record<string, readonly PlaneShape[]> = {
  I420: [luma, chroma, chroma],
  NV12: [luma, { ...chroma, bytes: 2 }],
  RGBA: [rgb],
  RGBX: [rgb],
  BGRA: [rgb],
  BGRX: [rgb],
};

/** Whether pixels of this format can be painted over where they lie. */
export function canPaintOver(format: string | null): format is VideoPixelFormat {
  return format !== null && format in shapes;
}

/**
 * Writes grey into a picture's own bytes, which costs a copy of them and no change of colours.
 *
 * @param rects from even pixels
 */
export function paintOver(
  format: VideoPixelFormat,
  bytes: Uint8Array,
  planes: readonly Plane[],
  rects: readonly Rect[],
): void {
  (shapes[format] ?? []).forEach(({ bytes: size, per, grey }, at) => {
    const plane = planes[at];
    if (!plane) throw new Error('a plane of the picture is missing');
    for (const { x, y, width, height } of rects) {
      const from = (x / per) * size;
      const length = Math.ceil(width / per) * size;
      for (let row = y / per; row < Math.ceil((y + height) / per); row += 1) {
        const start = plane.offset + row * plane.stride + from;
        bytes.fill(grey, start, start + length);
      }
    }
  });
}
