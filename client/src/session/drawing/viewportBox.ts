import type { FramePoint } from '@beside/shared/protocol/drawing';
import type { Placement } from '../../media/picture/placement.ts';

const full = 65_535;
const unzoomed = { scale: 1, offsetLeft: 0, offsetTop: 0 };

/** Where the captured frame lies in the viewport of this page: it shows the visual one. */
export function viewportBox(): Placement {
  const { scale, offsetLeft, offsetTop } = window.visualViewport ?? unzoomed;
  return {
    left: offsetLeft,
    top: offsetTop,
    width: window.innerWidth / scale,
    height: window.innerHeight / scale,
  };
}

/** A point of the viewport, as a fraction of the frame. */
export function inViewport(clientX: number, clientY: number): FramePoint {
  const { left, top, width, height } = viewportBox();
  const fraction = (at: number, from: number, length: number): number =>
    Math.round(Math.min(1, Math.max(0, (at - from) / length)) * full);
  return { x: fraction(clientX, left, width), y: fraction(clientY, top, height) };
}
