import type { Point } from '../../media/picture/placement.ts';
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

/** Draws where somebody points at a moment. */
export function paintSpot(canvas: Canvas, spot: Spot, name: string, now: number): void {
  if (spot.kind === 'laser') paintLaser(canvas, spot, now);
  else paintPointer(canvas, spot, name);
}

function paintPointer({ context, box }: Canvas, { author, trail }: Spot, name: string): void {
  const newest = trail.at(-1);
  if (!newest) return;
  const { x, y } = toCanvas(box, newest);
  const colour = colourOf(author);
  context.beginPath();
  for (const [across, down] of outline) context.lineTo(x + across, y + down);
  context.closePath();
  context.lineJoin = 'round';
  context.lineWidth = 2;
  context.strokeStyle = '#fff';
  context.stroke();
  context.fillStyle = colour;
  context.fill();
  if (name === '') return;
  context.font = '600 13px system-ui, sans-serif';
  context.textBaseline = 'middle';
  const width = context.measureText(name).width + 14;
  const left = Math.min(x + 12, box.left + box.width - width);
  const top = Math.min(y + 20, box.top + box.height - 22);
  paintLabel(context, { left, top, width, height: 22 }, colour);
  context.fillText(name, left + 7, top + 11.5);
}

function paintLaser({ context, box }: Canvas, { author, trail, lit }: Spot, now: number): void {
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
