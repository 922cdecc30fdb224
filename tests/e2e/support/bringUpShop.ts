import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, launchProfile } from '../../support/browser/launchBrowser.ts';
import { startTestInstallation } from '../../support/installation/testInstallation.ts';
import { bringUp, type Beside } from './bringUp.ts';
import { startForeignSite } from './foreignSite.ts';

/** Two tabs of one browser, of which the one is captured by the other; there from the first test on. */
export interface Shop {
  readonly beside: Beside;
  /** Of a site that carries our script. */
  readonly origin: string;
  readonly profile: BrowserContext;
  /** The tab that is captured, once it shows the site's form; without a screen nobody looks at it. */
  readonly site: Page;
  /** The tab beside it. */
  readonly own: Page;
  /** Shows the captured tab, and tells it that it has the focus: without a screen no page ever loses it. */
  comeBack(): Promise<void>;
}

/** An installation, a site with our script in a browser that captures its form, and another browser. */
export function bringUpShop(): Shop {
  let shop: { origin: string; close(): Promise<void> } | undefined;
  let pages: { profile: BrowserContext; site: Page; own: Page } | undefined;
  const beside = bringUp(async () => {
    const context = { viewport: { width: 1280, height: 720 }, locale: 'en-GB' };
    const [installation, profile, customer] = await Promise.all([
      startTestInstallation(),
      launchProfile({ captureTabTitle: 'Claim', context }),
      launchBrowser(),
    ]);
    const site = profile.pages()[0] ?? (await profile.newPage());
    pages = { profile, site, own: await profile.newPage() };
    return { installation, customer };
  });
  beforeAll(async () => {
    shop = await startForeignSite({ beside: beside.url, portal: 'demo-button' });
  });
  afterAll(async () => {
    await pages?.profile.close();
    await shop?.close();
  });
  const up = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('what the suite needs is not up yet');
    return part;
  };
  return {
    beside,
    get origin() {
      return up(shop).origin;
    },
    get profile() {
      return up(pages).profile;
    },
    get site() {
      return up(pages).site;
    },
    get own() {
      return up(pages).own;
    },
    async comeBack() {
      const { site } = up(pages);
      await site.bringToFront();
      await site.evaluate(() => window.dispatchEvent(new Event('focus')));
    },
  };
}
