import { Scope } from '@beside/shared/lib/scope';
import type { Placement } from '../../media/picture/placement.ts';
import type { Mark } from './markBook.ts';
import { paintMark } from './paintMarks.ts';
import { paintSpot } from './paintSpots.ts';
import type { Spot } from './spotBook.ts';

/** What there is to be seen on a board. */
export interface DrawingSource {
  marks(now: number): readonly Mark[];
  spots(now: number): readonly Spot[];
  isFading(now: number): boolean;
  nameOf(author: number): string;
  /** @returns stops listening */
  onChange(listener: () => void): () => void;
}

interface Parts {
  canvas: HTMLCanvasElement;
  source: DrawingSource;
  /** Where the picture lies on the canvas, in CSS px; `null` while there is none. */
  box(): Placement | null;
}

/**
 * Keeps a canvas showing what is drawn, as sharp as the screen that it is on; nothing is done while
 * nothing changes.
 *
 * @returns `repaint`, to be called when the picture lies elsewhere, and `close`
 */
export function createDrawingLayer({ canvas, source, box }: Parts): {
  repaint: () => void;
  close: () => void;
} {
  const scope = new Scope();
  const own = canvas.ownerDocument.defaultView ?? window;
  let frame = 0;

  const paint = (): void => {
    frame = 0;
    const context = canvas.getContext('2d');
    const place = box();
    if (!context) return;
    const { clientWidth, clientHeight } = canvas;
    const ratio = own.devicePixelRatio;
    const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    if (!place) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const now = performance.now();
    const target = { context, box: place };
    for (const mark of source.marks(now)) paintMark(target, mark);
    for (const spot of source.spots(now)) paintSpot(target, spot, source.nameOf(spot.author), now);
    if (source.isFading(now)) repaint();
  };
  const repaint = (): void => {
    if (!scope.closed) frame ||= own.requestAnimationFrame(paint);
  };
  scope.add(() => own.cancelAnimationFrame(frame));
  scope.add(source.onChange(repaint));
  const observer = new own.ResizeObserver(repaint);
  observer.observe(canvas);
  scope.add(() => observer.disconnect());
  scope.listen(own, 'resize', repaint);
  repaint();
  return { repaint, close: () => scope.close() };
}

/** A canvas that lies over everything in its room and lets everything through. */
export function createLayerCanvas(document: Document): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  canvas.dataset['drawing'] = '';
  Object.assign(canvas.style, {
    position: 'absolute',
    inset: '0',
    width: '100%',
    height: '100%',
    pointerEvents: 'none',
  });
  return canvas;
}
