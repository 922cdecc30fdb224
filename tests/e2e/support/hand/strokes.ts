import type { Page } from 'playwright';
import { placeOn } from '../actors.ts';
import { faultsOf, strokesIn, type Faults } from './faults.ts';
import { addTarget, handTarget, recordHand, takeNoted, waitForStrokes } from './record.ts';

const keys = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
/** So many keys for a click in between. */
const keysForClick = 9;
/** Of a busy machine, with what is lost on the way. */
const arriveWithinMs = 30_000;

/** A technician who holds the hand, and the customer's page that it moves. */
export interface HandPages {
  portal: Page;
  console: Page;
}

/** Gives the page a target, and writes down what is done at the one end and comes at the other. */
export async function watchHand({ portal, console }: HandPages): Promise<void> {
  await addTarget(portal);
  await recordHand(portal, { trusted: false, target: handTarget });
  await recordHand(console, { trusted: true });
}

/**
 * Types and clicks, waits until it has come, and compares.
 *
 * @param strokes keys and buttons going down and up, about so many
 * @param halfway is called in between, while the typing goes on
 */
export async function strokeAndCompare(
  { portal, console }: HandPages,
  strokes: number,
  halfway: () => Promise<void> | void = () => undefined,
): Promise<Faults> {
  const middle = await placeOn(console, portal, { x: 340, y: 360 });
  await console.mouse.move(middle.x, middle.y);
  await takeNoted(console);
  await takeNoted(portal);
  let between: Promise<void> | void = undefined;
  for (let made = 0; made < strokes; made += 2) {
    if (made % (2 * keysForClick + 2) === 0) {
      await console.mouse.down();
      await console.mouse.up();
    } else {
      await console.keyboard.press(keys[(made / 2) % keys.length] ?? 'a');
    }
    if (made === 2 * Math.round(strokes / 4)) between = halfway();
  }
  await between;
  const sent = strokesIn(await takeNoted(console));
  // What never comes is told by the comparison.
  await waitForStrokes(portal, sent.length, arriveWithinMs).catch(() => undefined);
  return faultsOf(sent, strokesIn(await takeNoted(portal)));
}
