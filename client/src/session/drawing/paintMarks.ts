import type { Placement, Point } from '../../media/picture/placement.ts';
import { colourOf } from './colours.ts';
import type { Mark } from './markBook.ts';

const full = 65_535;
/** At this width of the picture, in CSS px, a line is as thick as it says below. */
const usualWidth = 1280;
const sizes = { line: 4, halo: 2, head: 20, text: 20 };
const halo = 'rgb(255 255 255 / 85%)';

/** Where a point of the frame lies, and how large things are drawn there. */
export interface Canvas {
  context: CanvasRenderingContext2D;
  /** Where the picture lies, in the context's own unit. */
  box: Placement;
}

/** How much larger or smaller than usual things are drawn, so that they keep their size in the picture. */
export function unitOf({ width }: Placement): number {
  return Math.min(6, Math.max(0.6, width / usualWidth));
}

export function toCanvas({ left, top, width, height }: Placement, { x, y }: Point): Point {
  return { x: left + (x / full) * width, y: top + (y / full) * height };
}

/** Draws one mark; its points lie exactly where they were made, whatever the size of the picture. */
export function paintMark({ context, box }: Canvas, mark: Mark): void {
  const points = mark.points.map((point) => toCanvas(box, point));
  const [first, second] = points;
  if (!first) return;
  const unit = unitOf(box);
  const colour = colourOf(mark.author);
  if (mark.tool === 'text') return paintText(context, first, mark.text, { unit, colour, box });
  context.lineJoin = context.lineCap = 'round';
  for (const isHalo of [true, false]) {
    context.strokeStyle = context.fillStyle = isHalo ? halo : colour;
    context.lineWidth = unit * (sizes.line + (isHalo ? 2 * sizes.halo : 0));
    context.beginPath();
    if (mark.tool === 'pen') traceLine(context, points);
    else if (!second) continue;
    else if (mark.tool === 'box') {
      context.rect(first.x, first.y, second.x - first.x, second.y - first.y);
    } else {
      paintArrow(context, first, second, { unit, isHalo });
      continue;
    }
    context.stroke();
  }
}

/** Round through the middles between the points. */
function traceLine(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return;
  context.moveTo(first.x, first.y);
  points.slice(1, -1).forEach((point, at) => {
    const next = points[at + 2] ?? last;
    context.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
  });
  context.lineTo(last.x, last.y);
}

/** Its head ends exactly where it points to. */
function paintArrow(
  context: CanvasRenderingContext2D,
  from: Point,
  to: Point,
  { unit, isHalo }: { unit: number; isHalo: boolean },
): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const head = Math.min(sizes.head * unit, length);
  const neck = { x: to.x - along.x * head * 0.8, y: to.y - along.y * head * 0.8 };
  context.moveTo(from.x, from.y);
  context.lineTo(neck.x, neck.y);
  context.stroke();
  const corner = (side: number): Point => ({
    x: to.x - along.x * head - along.y * head * 0.5 * side,
    y: to.y - along.y * head + along.x * head * 0.5 * side,
  });
  const [one, other] = [corner(1), corner(-1)];
  context.beginPath();
  context.moveTo(to.x, to.y);
  context.lineTo(one.x, one.y);
  context.lineTo(other.x, other.y);
  context.closePath();
  context.fill();
  if (!isHalo) return;
  context.lineWidth = 2 * sizes.halo * unit;
  context.stroke();
}

function paintText(
  context: CanvasRenderingContext2D,
  at: Point,
  text: string,
  { unit, colour, box }: { unit: number; colour: string; box: Placement },
): void {
  const size = sizes.text * unit;
  const pad = size * 0.35;
  context.font = `600 ${size}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  const width = context.measureText(text).width + 2 * pad;
  // Written near the edge, it is moved to where it can be read.
  const left = Math.max(box.left, Math.min(at.x, box.left + box.width - width));
  const top = Math.max(box.top, Math.min(at.y, box.top + box.height - 1.6 * size));
  paintLabel(context, { left, top, width, height: 1.6 * size }, colour);
  context.fillText(text, left + pad, top + 0.8 * size);
}

/** The ground of a text, which is then written in white. */
export function paintLabel(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Placement,
  colour: string,
): void {
  context.beginPath();
  context.roundRect(left, top, width, height, height / 4);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = halo;
  context.stroke();
  context.fillStyle = '#fff';
}
