import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import type { Look } from './tourStory.ts';

/** WCAG 2.2 at levels A and AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds on the page as it is, in one line each: everything in the light, and in the dark
 * what depends on colours.
 */
export async function violations(page: Page): Promise<string[]> {
  const dark = await examine(page, 'dark', (axe) => axe.withRules(['color-contrast']));
  const light = await examine(page, 'light', (axe) => axe.withTags(tags));
  return [...dark, ...light];
}

async function examine(
  page: Page,
  scheme: 'light' | 'dark',
  ask: (axe: AxeBuilder) => AxeBuilder,
): Promise<string[]> {
  const look = async (): Promise<string[]> => {
    await wear(page, scheme);
    const { violations: found } = await ask(new AxeBuilder({ page })).analyze();
    return found.map(
      ({ id, nodes }) =>
        `${scheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
  };
  const first = await look();
  // Only what stays is a finding: something may have been on its way in or out.
  return first.length === 0 ? first : look();
}

/** Colours in the middle of a transition are nobody's choice: it waits until they are there. */
async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
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
