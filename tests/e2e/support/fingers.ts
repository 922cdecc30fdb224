import type { Page } from 'playwright';

interface Point {
  x: number;
  y: number;
}

/** Puts fingers down, moves them together from place to place, and lifts them. */
async function touch(page: Page, steps: readonly (readonly Point[])[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const [at, points] of steps.entries()) {
    const touchPoints = points.map(({ x, y }, id) => ({ x, y, id }));
    const type = at === 0 ? 'touchStart' : 'touchMove';
    await session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}

/** One finger, from place to place. */
export function swipe(page: Page, ...points: readonly Point[]): Promise<void> {
  return touch(
    page,
    points.map((point) => [point]),
  );
}

/** Two fingers around a place, until they are that much farther apart. */
export function pinch(page: Page, { x, y }: Point, factor: number): Promise<void> {
  const apart = Array.from({ length: 7 }, (_, step) => 60 * (1 + ((factor - 1) * step) / 6));
  return touch(
    page,
    apart.map((far) => [-far, far].map((side) => ({ x: x + side, y }))),
  );
}
