import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../support/browser/findChromium.ts';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { examination, findings } from '../support/axe.ts';
import { openPhone, tourPhone } from '../support/tourPhone.ts';
import { tourPortals } from '../support/tourPortals.ts';
import { tourStory } from '../support/tourStory.ts';
import { tourTeam } from '../support/tourTeam.ts';

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

  test('[P7][T4] no page or state of the story has a finding of axe, light or dark', async () => {
    const { url } = installation;
    const [console, portal, visitor] = [await open(1440), await open(1280), await open(1280)];
    const { found, look } = examination();
    await tourPortals(visitor, url, look);
    await tourStory({ portal, console, url, customer: 'Ada Access', look });
    await console.keyboard.press('Escape');
    const phone = await openPhone(browser, 'Pixel 7', { reducedMotion: 'reduce' });
    await tourPhone(phone, console, url, look);
    expect(findings(found)).toEqual({});
    await Promise.all([phone, portal, console, visitor].map((page) => page.context().close()));
    // Some forty states, each of them examined.
  }, 180_000);

  test('[T9] no state of a session with two technicians has a finding of axe', async () => {
    const [portal, console, guest] = [await open(1280), await open(1440), await open(1440)];
    const { found, look } = examination();
    await tourTeam({ portal, console, guest, url: installation.url, customer: 'Tea Team', look });
    expect(findings(found)).toEqual({});
    await Promise.all([portal, console, guest].map((page) => page.context().close()));
  });

  async function open(width: number): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    return context.newPage();
  }
});
