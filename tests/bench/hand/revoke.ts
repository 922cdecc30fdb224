import { grantControl, placeOn } from '../../e2e/support/actors.ts';
import { takeNoted, waitForStrokes } from '../../e2e/support/hand/record.ts';
import type { Session } from './sessions.ts';

/** So long the technician goes on after the hand was taken back. */
const goesOnMs = 600;

/**
 * Takes the hand back with a click in the middle of the technician's moving and typing.
 *
 * @returns from the customer's pressing the button to the last effect on their page, in ms; nothing
 *   at all came where it is negative
 */
export async function measureRevoke({ sharer, viewer }: Session): Promise<number> {
  const place = await placeOn(viewer, sharer, { x: 300, y: 360 });
  const button = sharer.getByRole('button', { name: 'Take back control' }).first();
  const box = await button.boundingBox();
  if (!box) throw new Error('nothing to take control back with');
  await sharer.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await button.evaluate((element) => {
    element.addEventListener('pointerdown', ({ timeStamp }) => {
      Object.assign(globalThis, { takenBackAt: performance.timeOrigin + timeStamp });
    });
  });
  let goesOn = true;
  const work = (async () => {
    for (let made = 0; goesOn; made += 1) {
      await viewer.mouse.move(place.x + (made % 200), place.y);
      await viewer.keyboard.press('a');
    }
  })();
  await takeNoted(sharer);
  // After the customer's own movement the hand waits for a while.
  await waitForStrokes(sharer, 20);
  await sharer.mouse.down();
  await sharer.mouse.up();
  await viewer.waitForTimeout(goesOnMs);
  goesOn = false;
  await work;
  const last = (await takeNoted(sharer)).at(-1)?.at ?? -Infinity;
  const pressedAt = await sharer.evaluate(
    () => (globalThis as unknown as { takenBackAt: number }).takenBackAt,
  );
  await grantControl(viewer, sharer);
  return last - pressedAt;
}
