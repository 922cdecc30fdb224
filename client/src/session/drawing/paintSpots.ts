import type { Placement, Point } from '../../media/picture/placement.ts';
import { colourOf } from './colours.ts';
import { paintLabel, toCanvas, unitOf, type Canvas } from './paintMarks.ts';
import { laserFadesMs, type Spot } from './spotBook.ts';

/** The outline of a pointer, whose tip is at 0, 0; in CSS px. */
const outline: readonly [number, number][] = [
  [0, 0],
  [0, 18],
  [4.6, 14.2],
  [7.6, 20.6],
  [10.6, 19.2],
  [7.6, 13],
  [13.4, 12.6],
];

const labelHeight = 22;
/** Room around the outline for its edge. */
const edge = 2;
const font = '600 13px system-ui, sans-serif';

/** How a pointer looks: what it takes, from its tip, in whole CSS px, and where its name stands. */
export interface PointerLook extends Placement {
  author: number;
  name: string;
  /** From the tip; `null` where there is no name. */
  label: Placement | null;
}

/** @param tip where it points to, beside `box`: its name stays within the picture */
export function measurePointer({
  author,
  name,
  tip,
  box,
}: {
  author: number;
  name: string;
  tip: Point;
  box: Placement;
}): PointerLook {
  const arrow = { left: -edge, top: -edge, right: 16, bottom: 23 };
  if (name === '') return { author, name, label: null, ...placed(arrow) };
  const width = Math.ceil(widthOf(name)) + 14;
  const left = Math.floor(Math.min(12, box.left + box.width - width - tip.x));
  const top = Math.floor(Math.min(20, box.top + box.height - labelHeight - tip.y));
  const label = { left, top, width, height: labelHeight };
  const around = {
    left: Math.min(arrow.left, left - edge),
    top: Math.min(arrow.top, top - edge),
    right: Math.max(arrow.right, left + width + edge),
    bottom: Math.max(arrow.bottom, top + labelHeight + edge),
  };
  return { author, name, label, ...placed(around) };
}

const placed = (around: {
  left: number;
  top: number;
  right: number;
  bottom: number;
}): Placement => ({
  left: around.left,
  top: around.top,
  width: around.right - around.left,
  height: around.bottom - around.top,
});

const widths = new Map<string, number>();
/** Asked for with each movement, so it is measured once. */
function widthOf(name: string): number {
  let width = widths.get(name);
  if (width === undefined) {
    const context = document.createElement('canvas').getContext('2d');
    if (!context) return 0;
    context.font = font;
    width = context.measureText(name).width;
    widths.set(name, width);
  }
  return width;
}

/** Draws a pointer with its tip at 0, 0. */
export function paintPointer(
  context: CanvasRenderingContext2D,
  { author, name, label }: PointerLook,
): void {
  const colour = colourOf(author);
  context.beginPath();
  for (const [across, down] of outline) context.lineTo(across, down);
  context.closePath();
  context.lineJoin = 'round';
  context.lineWidth = 2;
  context.strokeStyle = '#fff';
  context.stroke();
  context.fillStyle = colour;
  context.fill();
  if (!label) return;
  context.font = font;
  context.textBaseline = 'middle';
  paintLabel(context, label, colour);
  context.fillText(name, label.left + 7, label.top + 11.5);
}

/** Draws what a laser was over of late, and its light. */
export function paintLaser(
  { context, box }: Canvas,
  { author, trail, lit }: Spot,
  now: number,
): void {
  const unit = unitOf(box);
  const colour = colourOf(author);
  context.lineCap = 'round';
  const strength = (at: number): number => Math.max(0, 1 - (now - at) / laserFadesMs);
  trail.forEach((point, index) => {
    const before = trail[index - 1];
    if (!before) return;
    context.globalAlpha = strength(point.at);
    context.lineWidth = unit * (1 + 5 * strength(point.at));
    context.strokeStyle = colour;
    context.beginPath();
    moveThrough(context, [toCanvas(box, before), toCanvas(box, point)]);
    context.stroke();
  });
  const newest = trail.at(-1);
  context.globalAlpha = 1;
  if (!newest || !lit) return;
  const { x, y } = toCanvas(box, newest);
  for (const [radius, fill] of [
    [9, `${colour}55`],
    [5.5, '#fff'],
    [4, colour],
  ] as const) {
    context.beginPath();
    context.arc(x, y, radius * unit, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
  }
}

function moveThrough(context: CanvasRenderingContext2D, [from, to]: readonly [Point, Point]): void {
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
}
