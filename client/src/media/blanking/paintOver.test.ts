import { describe, expect, it } from 'vitest';
import { paintOver, type Plane } from './paintOver.ts';

const [width, height] = [7, 5];
/** Half of an odd number of pixels is one sample more. */
const [halfWidth, halfHeight] = [4, 3];
const rects = [{ x: 2, y: 2, width: 5, height: 3 }];

/** The samples that were written to, as rows of `#` and `.`, one string for each plane. */
function painted(
  format: VideoPixelFormat,
  planes: (Plane & { rows: number; sample: number })[],
): string[] {
  const last = planes.at(-1)!;
  const bytes = new Uint8Array(last.offset + last.rows * last.stride);
  paintOver(format, bytes, planes, rects);
  return planes.map(({ offset, stride, rows, sample }) =>
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: Math.floor(stride / sample) }, (_, column) => {
        const start = offset + row * stride + column * sample;
        return bytes.slice(start, start + sample).every((byte) => byte !== 0) ? '#' : '.';
      }).join(''),
    ).join(' '),
  );
}

describe('a blanked part, in the bytes of a frame', () => {
  it('[X4] covers every plane of I420, to the very edge of odd sizes', () => {
    const luma = { offset: 0, stride: width, rows: height, sample: 1 };
    const u = { offset: 35, stride: halfWidth, rows: halfHeight, sample: 1 };
    expect(painted('I420', [luma, u, { ...u, offset: 35 + 12 }])).toEqual([
      '....... ....... ..##### ..##### ..#####',
      '.... .### .###',
      '.... .### .###',
    ]);
  });

  it('[X4] covers both colours of NV12, and rows that are longer than they show', () => {
    const luma = { offset: 0, stride: width + 2, rows: height, sample: 1 };
    const colours = { offset: 45, stride: 2 * halfWidth, rows: halfHeight, sample: 2 };
    expect(painted('NV12', [luma, colours])).toEqual([
      '......... ......... ..#####.. ..#####.. ..#####..',
      '.... .### .###',
    ]);
  });

  it('[X4] covers all of a pixel in one plane', () => {
    const pixels = { offset: 0, stride: width * 4, rows: height, sample: 4 };
    expect(painted('BGRX', [pixels])).toEqual(['....... ....... ..##### ..##### ..#####']);
  });
});
