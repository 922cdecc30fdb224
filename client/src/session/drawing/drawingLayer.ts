import { Scope } from '@beside/shared/lib/scope';
import type { Placement } from '../../media/picture/placement.ts';
import type { Mark } from './markBook.ts';
import { paintMark } from './paintMarks.ts';
import { paintLaser } from './paintSpots.ts';
import { createPointers } from './pointers.ts';
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
  /** What the picture lies in; what is drawn lies over all of it, and lets everything through. */
  room: HTMLElement;
  source: DrawingSource;
  /** Where the picture lies in the room, in CSS px; `null` while there is none. */
  box(): Placement | null;
}

/**
 * Shows over a picture what is drawn on it, as sharp as the screen that it is on; nothing is done while
 * nothing changes, and nothing lies over the picture while nothing is drawn: even an empty canvas is
 * work for the compositor in every frame.
 *
 * @returns `repaint`, to be called when the picture lies elsewhere, and `close`
 */
export function createDrawingLayer({ room, source, box }: Parts): {
  repaint: () => void;
  close: () => void;
} {
  const scope = new Scope();
  const own = room.ownerDocument.defaultView ?? window;
  const canvas = createCanvas(room.ownerDocument);
  room.append(canvas);
  scope.add(() => canvas.remove());
  const pointers = createPointers(room);
  scope.add(() => pointers.close());
  let frame = 0;
  /** Whether nothing is shown at all. */
  let isBlank = true;

  const paint = (): void => {
    frame = 0;
    const place = box();
    const now = performance.now();
    const spots = place ? source.spots(now) : [];
    const points = spots.filter(({ kind }) => kind === 'point');
    pointers.show(place, points, (author) => source.nameOf(author));
    const marks = place ? source.marks(now) : [];
    const lasers = spots.filter(({ kind }) => kind === 'laser');
    const isUsed = marks.length + lasers.length > 0;
    const wasUsed = canvas.style.display !== 'none';
    if (isUsed || wasUsed) paintCanvas(place, { marks, lasers, now });
    canvas.style.display = isUsed ? 'block' : 'none';
    isBlank = !isUsed && points.length === 0;
    if (source.isFading(now)) repaint();
  };
  const paintCanvas = (place: Placement | null, { marks, lasers, now }: Painted): void => {
    const context = canvas.getContext('2d');
    if (!context) return;
    const ratio = own.devicePixelRatio;
    const width = Math.round(room.clientWidth * ratio);
    const height = Math.round(room.clientHeight * ratio);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    if (!place) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const target = { context, box: place };
    for (const mark of marks) paintMark(target, mark);
    for (const laser of lasers) paintLaser(target, laser, now);
  };
  const repaint = (): void => {
    const now = performance.now();
    const stays = isBlank && source.marks(now).length + source.spots(now).length === 0;
    if (!scope.closed && !stays) frame ||= own.requestAnimationFrame(paint);
  };
  scope.add(() => own.cancelAnimationFrame(frame));
  scope.add(source.onChange(repaint));
  const observer = new own.ResizeObserver(repaint);
  observer.observe(room);
  scope.add(() => observer.disconnect());
  scope.listen(own, 'resize', repaint);
  repaint();
  return { repaint, close: () => scope.close() };
}

interface Painted {
  marks: readonly Mark[];
  lasers: readonly Spot[];
  now: number;
}

function createCanvas(document: Document): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.ariaHidden = 'true';
  canvas.dataset['drawing'] = '';
  Object.assign(canvas.style, {
    position: 'absolute',
    inset: '0',
    width: '100%',
    height: '100%',
    pointerEvents: 'none',
    display: 'none',
  });
  return canvas;
}
