import axe, { type RunOnly } from 'axe-core';
import type { Frame, Page } from 'playwright';
import type { Look } from './tourStory.ts';

/** WCAG 2.2 at levels A and AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds on the page as it is, in one line each: everything in the light, and in the dark
 * what depends on colours.
 */
export async function violations(page: Page): Promise<string[]> {
  const dark = await examine(page, 'dark', { type: 'rule', values: ['color-contrast'] });
  const light = await examine(page, 'light', { type: 'tag', values: tags });
  return [...dark, ...light];
}

async function examine(page: Page, scheme: 'light' | 'dark', runOnly: RunOnly): Promise<string[]> {
  const look = async (): Promise<string[]> => {
    await wear(page, scheme);
    const found = await Promise.all(page.frames().map((frame) => run(frame, runOnly)));
    return found.flat().map((line) => `${scheme} ${line}`);
  };
  const first = await look();
  // Only what stays is a finding: something may have been on its way in or out.
  return first.length === 0 ? first : look();
}

/** axe stays in a document that was looked at before: bringing it in takes longer than the look. */
async function run(frame: Frame, runOnly: RunOnly): Promise<string[]> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe.source);
  return frame.evaluate(async (only) => {
    const { violations: found } = await (window as unknown as { axe: typeof axe }).axe.run(
      document,
      { runOnly: only, resultTypes: ['violations'], iframes: false },
    );
    return found.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
  }, runOnly);
}

/** Colours in the middle of a transition are nobody's choice: it is taken to its end. */
async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(async () => {
    // Scripts hear of the scheme before the next frame is drawn, and may draw anew because of it.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime === Infinity) animation.cancel();
      else animation.finish();
    }
  });
}

/** What was found in which state, and the look at a state that finds it. */
export function examination(): { found: Record<string, string[]>; look: Look } {
  const found: Record<string, string[]> = {};
  return {
    found,
    look: async (page, state) => {
      found[state] = await violations(page);
    },
  };
}

/** Only the states in which there is something. */
export function findings(found: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0));
}
