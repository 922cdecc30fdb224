import { placeOn } from '../../e2e/support/actors.ts';
import { faultsOf, strokesIn } from '../../e2e/support/hand/faults.ts';
import { takeNoted, waitForStrokes, type Noted } from '../../e2e/support/hand/record.ts';
import type { Session } from './sessions.ts';

export const kinds = ['move', 'button', 'key'] as const;
export type Kind = (typeof kinds)[number];

/** From the technician's event to its effect on the customer's page, in ms; moves may get lost. */
export type Delays = Record<Kind, number[]>;

/** How much, and how fast, in ms. */
export interface Pace {
  times: number;
  /** After each of move, click and key. */
  pauseMs: number;
  /** So long a button or a key is down. */
  heldMs: number;
}

/**
 * `busy` is faster than anybody is, so that all queue up: a button comes up at once, while its press is
 * still carried out. `person` is a hand in a hurry, whose fingers take some time to come up again.
 */
export const paces = {
  busy: { times: 150, pauseMs: 10, heldMs: 0 },
  person: { times: 50, pauseMs: 70, heldMs: 70 },
} as const satisfies Record<string, Pace>;
export type PaceName = keyof typeof paces;
/** Between two moves, in CSS px of the shared page. */
const stepPx = 4;
const left = 60;
const fieldWidth = 560;

/** Moves, clicks and types by turns, and tells how long each took. */
export async function measureDelays(
  { sharer, viewer }: Session,
  { times, pauseMs, heldMs }: Pace,
): Promise<Delays> {
  const origin = await placeOn(viewer, sharer, { x: 0, y: 360 });
  const { x: one } = await placeOn(viewer, sharer, { x: 1, y: 360 });
  const scale = one - origin.x;
  // The field has the focus from the first click on.
  await viewer.mouse.click(origin.x + left * scale, origin.y);
  await waitForStrokes(sharer, 2);
  await Promise.all([takeNoted(viewer), takeNoted(sharer)]);
  for (let made = 0; made < times; made += 1) {
    const x = left + ((made * stepPx) % fieldWidth);
    await viewer.mouse.move(origin.x + x * scale, origin.y);
    await viewer.waitForTimeout(pauseMs);
    await viewer.mouse.down();
    if (heldMs > 0) await viewer.waitForTimeout(heldMs);
    await viewer.mouse.up();
    await viewer.waitForTimeout(pauseMs);
    await viewer.keyboard.press('abcdefghij'[made % 10] ?? 'a', { delay: heldMs });
    await viewer.waitForTimeout(pauseMs);
  }
  const done = await takeNoted(viewer);
  const strokes = strokesIn(done);
  // What never comes is told below.
  await waitForStrokes(sharer, strokes.length).catch(() => undefined);
  const came = await takeNoted(sharer);
  const { lost, doubled, reordered } = faultsOf(strokes, strokesIn(came));
  if (lost + doubled + reordered > 0) {
    throw new Error(`${lost} lost, ${doubled} doubled, ${reordered} out of order`);
  }
  const where = (x: number): number => (x - origin.x) / scale;
  return {
    move: delaysOfMoves(done, came, where),
    button: delaysOf(done, came, /^pointer(down|up)$/),
    key: delaysOf(done, came, /^key/),
  };
}

function delaysOf(done: readonly Noted[], came: readonly Noted[], type: RegExp): number[] {
  const pick = (noted: readonly Noted[]): Noted[] => noted.filter((one) => type.test(one.type));
  const [from, to] = [pick(done), pick(came)];
  return from.map(({ at }, index) => (to[index]?.at ?? Number.NaN) - at);
}

/** By the place where they went: the first that came there since. */
function delaysOfMoves(
  done: readonly Noted[],
  came: readonly Noted[],
  where: (x: number) => number,
): number[] {
  const moves = came.filter(({ type }) => type === 'pointermove');
  return done
    .filter(({ type }) => type === 'pointermove')
    .flatMap(({ x, at }) => {
      const isThere = (move: Noted): boolean =>
        move.at > at && Math.abs(move.x - where(x)) < stepPx / 2;
      const found = moves.find(isThere);
      return found ? [found.at - at] : [];
    });
}
