import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../support/browser/findChromium.ts';
import { launchBrowser } from '../support/browser/launchBrowser.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../support/installation/testInstallation.ts';
import { violations } from './support/axe.ts';
import { openPhone, tourPhone } from './support/tourPhone.ts';
import { tourPortals } from './support/tourPortals.ts';
import { tourStory } from './support/tourStory.ts';
import { tourTeam } from './support/tourTeam.ts';

const why = findChromium() ? null : 'no Chromium on this machine';

describe.skipIf(why !== null)(`access for everybody${why ? ` (skipped: ${why})` : ''}`, () => {
  let installation: TestInstallation;
  let browser: Browser;

  beforeAll(async () => {
    installation = await startTestInstallation();
    browser = await launchBrowser({ captureTabTitle: 'Demo' });
  });
  afterAll(async () => {
    await browser.close();
    await installation.close();
  });

  test.each(['light', 'dark'] as const)(
    '[P7][T4] no page or state of the story has a finding of axe (%s)',
    async (colorScheme) => {
      const { url } = installation;
      const customer = `Ada ${colorScheme}`;
      const open = async (width: number): Promise<Page> => {
        const context = await browser.newContext({
          viewport: { width, height: 800 },
          colorScheme,
          locale: 'en-GB',
          // Colours in the middle of a transition are nobody's choice.
          reducedMotion: 'reduce',
        });
        return context.newPage();
      };
      const [console, portal] = [await open(1440), await open(1280)];
      const found: Record<string, string[]> = {};
      const look = async (page: Page, state: string): Promise<void> => {
        found[state] = await violations(page);
      };

      await tourPortals(await open(1280), url, look);
      await tourStory({ portal, console, url, customer, look });
      await console.keyboard.press('Escape');
      const phone = await openPhone(browser, 'Pixel 7', { colorScheme, reducedMotion: 'reduce' });
      await tourPhone(phone, console, url, look);
      await phone.context().close();

      expect(
        Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0)),
      ).toEqual({});
      await portal.context().close();
      await console.context().close();
      // The next one begins with portals that are closed: until this one's technician counts as gone.
      await setTimeout(1_000);
      await installation.pass(120_000);
    },
    // Some forty states, each of them examined.
    180_000,
  );

  test.each(['light', 'dark'] as const)(
    '[T9] no state of a session with two technicians has a finding of axe (%s)',
    async (colorScheme) => {
      const open = async (): Promise<Page> => {
        const context = await browser.newContext({
          viewport: { width: 1440, height: 800 },
          colorScheme,
          locale: 'en-GB',
          reducedMotion: 'reduce',
        });
        return context.newPage();
      };
      const [portal, console, guest] = [await open(), await open(), await open()];
      const found: Record<string, string[]> = {};
      await tourTeam({
        ...{ portal, console, guest, url: installation.url, customer: `Tea ${colorScheme}` },
        look: async (page, state) => {
          found[state] = await violations(page);
        },
      });
      expect(
        Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0)),
      ).toEqual({});
      await Promise.all([portal, console, guest].map((page) => page.context().close()));
    },
  );
});
