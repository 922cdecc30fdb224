import { canPaintOver, paintOver } from './paintOver.ts';
import { isSamePicture, rectsIn, type BlankingRules, type Rect } from './regions.ts';

export interface Blanked {
  frame: VideoFrame;
  /** It is not the picture that the parts were drawn on: nothing of it is to be seen. */
  changed: boolean;
}

/** Bytes of the last frame, written again: what is made of them has its own copy. */
let buffer = new Uint8Array();

/** A frame as it may leave. The given one stays the caller's. */
export async function blankFrame(frame: VideoFrame, rules: BlankingRules): Promise<Blanked> {
  const { width, height } = sizeOf(frame);
  const changed = !isSamePicture(rules, { width, height });
  const rects =
    changed || rules.shut
      ? [{ x: 0, y: 0, width, height }]
      : rectsIn(rules.regions, { width, height });
  const made = canPaintOver(frame.format)
    ? await overItsBytes(frame, frame.format, rects)
    : overItsCopy(frame, rects);
  return { frame: made, changed };
}

function sizeOf({ visibleRect }: VideoFrame): { width: number; height: number } {
  return visibleRect ?? { width: 0, height: 0 };
}

async function overItsBytes(
  frame: VideoFrame,
  format: VideoPixelFormat,
  rects: Rect[],
): Promise<VideoFrame> {
  const { width, height } = sizeOf(frame);
  const size = frame.allocationSize();
  if (buffer.byteLength !== size) buffer = new Uint8Array(size);
  const planes = await frame.copyTo(buffer);
  paintOver(format, buffer, planes, rects);
  return new VideoFrame(buffer, {
    format,
    codedWidth: width,
    codedHeight: height,
    displayWidth: frame.displayWidth,
    displayHeight: frame.displayHeight,
    timestamp: frame.timestamp,
    colorSpace: frame.colorSpace,
    layout: planes,
  });
}

/** Frames that stay with the graphics processor. */
function overItsCopy(frame: VideoFrame, rects: Rect[]): VideoFrame {
  const { width, height } = sizeOf(frame);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no canvas to blank a frame on');
  context.drawImage(frame, 0, 0, width, height);
  context.fillStyle = '#6b6b6b';
  for (const rect of rects) context.fillRect(rect.x, rect.y, rect.width, rect.height);
  return new VideoFrame(canvas, { timestamp: frame.timestamp, alpha: 'discard' });
}
