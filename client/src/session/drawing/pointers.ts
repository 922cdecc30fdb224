import type { Placement } from '../../media/picture/placement.ts';
import { toCanvas } from './paintMarks.ts';
import { measurePointer, paintPointer, type PointerLook } from './paintSpots.ts';
import type { Spot } from './spotBook.ts';

interface Shown {
  canvas: HTMLCanvasElement;
  /** What is painted on it, in words. */
  look: string;
}

/**
 * Pointers with names over a picture, each on a small canvas of its own: one that moves is moved by
 * the compositor, and neither painted anew nor in the way of what lies below.
 *
 * @param room what they lie in, from its upper left corner
 */
export function createPointers(room: Node): {
  show(box: Placement | null, spots: readonly Spot[], nameOf: (author: number) => string): void;
  close(): void;
} {
  const shown = new Map<number, Shown>();
  const own = room.ownerDocument?.defaultView ?? window;

  const take = (author: number): Shown => {
    const known = shown.get(author);
    if (known) return known;
    const canvas = own.document.createElement('canvas');
    canvas.ariaHidden = 'true';
    canvas.dataset['pointer'] = '';
    Object.assign(canvas.style, {
      position: 'absolute',
      left: '0',
      top: '0',
      pointerEvents: 'none',
      willChange: 'transform',
    });
    room.appendChild(canvas);
    const made = { canvas, look: '' };
    shown.set(author, made);
    return made;
  };
  const drop = (author: number): void => {
    shown.get(author)?.canvas.remove();
    shown.delete(author);
  };

  return {
    show(box, spots, nameOf) {
      const ratio = own.devicePixelRatio;
      const seen = new Set<number>();
      for (const { author, trail } of spots) {
        const newest = trail.at(-1);
        if (!newest || !box) continue;
        seen.add(author);
        const tip = toCanvas(box, newest);
        const pointer = take(author);
        const look = measurePointer({ author, name: nameOf(author), tip, box });
        paintOnce(pointer, look, ratio);
        const onPixel = (at: number): number => Math.round(at * ratio) / ratio;
        const [left, top] = [onPixel(tip.x) + look.left, onPixel(tip.y) + look.top];
        pointer.canvas.style.transform = `translate(${left}px, ${top}px)`;
      }
      for (const author of shown.keys()) if (!seen.has(author)) drop(author);
    },
    close() {
      for (const author of [...shown.keys()]) drop(author);
    },
  };
}

function paintOnce(pointer: Shown, look: PointerLook, ratio: number): void {
  const words = JSON.stringify([look, ratio]);
  if (pointer.look === words) return;
  pointer.look = words;
  const { canvas } = pointer;
  canvas.width = Math.ceil(look.width * ratio);
  canvas.height = Math.ceil(look.height * ratio);
  Object.assign(canvas.style, {
    width: `${canvas.width / ratio}px`,
    height: `${canvas.height / ratio}px`,
  });
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, -look.left * ratio, -look.top * ratio);
  paintPointer(context, look);
}
