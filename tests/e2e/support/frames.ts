import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';

interface Recorded {
  presented: number[];
  /** The path that each of them came by. */
  paths: string[];
}

/**
 * Writes down when the technician's page presents a frame of the shared screen, on whichever of the
 * two stacked pictures is on top.
 */
export async function recordFrames(console: Page): Promise<void> {
  await console.evaluate(() => {
    const recorded: Recorded = { presented: [], paths: [] };
    Object.assign(window, { recorded });
    for (const video of document.querySelectorAll('video')) {
      const note = (now: number): void => {
        if (video.style.opacity === '1') {
          recorded.presented.push(now);
          recorded.paths.push(video.dataset['path'] ?? '');
        }
        video.requestVideoFrameCallback(note);
      };
      video.requestVideoFrameCallback(note);
    }
  });
}

/** @returns times of presented frames, in ms of the page's clock, oldest first */
export function presentedFrames(console: Page): Promise<number[]> {
  return console.evaluate(() => (window as unknown as { recorded: Recorded }).recorded.presented);
}

/** How often the picture has changed to the other path since it was first recorded. */
export function pathChanges(console: Page): Promise<number> {
  return console.evaluate(
    () =>
      (window as unknown as { recorded: Recorded }).recorded.paths.filter(
        (path, at, all) => at > 0 && path !== all[at - 1],
      ).length,
  );
}

/** Waits for so many frames in a row, from now on, that come by this path. */
export async function waitForFramesBy(
  console: Page,
  path: 'direct' | 'relay',
  count: number,
  timeoutMs = 30_000,
): Promise<void> {
  const seen = (await presentedFrames(console)).length;
  await console.waitForFunction(
    ({ wanted, least, after }) => {
      const paths = (window as unknown as { recorded: Recorded }).recorded.paths.slice(after);
      return paths.length >= least && paths.slice(-least).every((came) => came === wanted);
    },
    { wanted: path, least: count, after: seen },
    { timeout: timeoutMs },
  );
}

/** Waits for so many frames more than there are now. */
export async function waitForFrames(
  console: Page,
  count: number,
  timeoutMs = 30_000,
): Promise<void> {
  const seen = (await presentedFrames(console)).length;
  await console.waitForFunction(
    (wanted) => (window as unknown as { recorded: Recorded }).recorded.presented.length >= wanted,
    seen + count,
    { timeout: timeoutMs },
  );
}

/** Waits until the picture that is on top in a part of a page has shown so many frames more. */
export async function waitForMotion(part: Locator, count: number): Promise<void> {
  const shown = () =>
    part
      .locator('video')
      .evaluateAll((videos: HTMLVideoElement[]) =>
        videos
          .filter(({ style }) => style.opacity === '1')
          .reduce((sum, video) => sum + video.getVideoPlaybackQuality().totalVideoFrames, 0),
      );
  const before = await shown();
  await expect.poll(shown, { timeout: 30_000 }).toBeGreaterThanOrEqual(before + count);
}

/** The longest time between two frames, in ms. */
export function longestGap(presented: readonly number[]): number {
  return presented.reduce((longest, at, index) => {
    const before = presented[index - 1];
    return before === undefined ? longest : Math.max(longest, at - before);
  }, 0);
}

/**
 * Gives the customer's page something that moves, something to click and something to fill in.
 *
 * @param framesPerSecond how often it moves: as seldom as proves it, where it is not measured, since
 *   every frame is drawn, encoded and shown by the same two cores
 */
export async function addWorkbench(portal: Page, framesPerSecond = 15): Promise<void> {
  await portal.evaluate((perSecond) => {
    const bench = document.createElement('form');
    bench.style.cssText =
      'position:fixed;left:8px;bottom:8px;z-index:1;display:flex;gap:8px;padding:8px;background:#fff;color:#000';
    bench.innerHTML =
      '<button type="button" id="press">Press me</button><input id="serial" aria-label="Serial number"><canvas id="moving" width="120" height="24"></canvas>';
    bench.querySelector('#press')?.addEventListener('click', () => {
      bench.dataset['pressed'] = String(Number(bench.dataset['pressed'] ?? 0) + 1);
    });
    bench.id = 'bench';
    document.body.append(bench);
    const canvas = bench.querySelector('canvas');
    const context = canvas?.getContext('2d');
    let frame = 0;
    setInterval(() => {
      frame += 1;
      if (!context) return;
      context.fillStyle = `hsl(${frame % 360} 90% 50%)`;
      context.fillRect(0, 0, 120, 24);
    }, 1_000 / perSecond);
  }, framesPerSecond);
}
