import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { tourStory, type Look } from '../e2e/support/tourStory.ts';
import { startForeignSite } from '../e2e/support/foreignSite.ts';
import { tourEmbed } from '../e2e/support/tourEmbed.ts';
import { launchBrowser } from '../support/browser/launchBrowser.ts';
import { startTestInstallation } from '../support/installation/testInstallation.ts';
import { tourTeam } from '../e2e/support/tourTeam.ts';
import { openPhone, tourPhone } from '../e2e/support/tourPhone.ts';
import { tourPortals } from '../e2e/support/tourPortals.ts';

/*
 * Plays the story once for each size and colour scheme and takes a picture of every page and state
 * on the way: into `.screens`, the README's two into `docs/pictures`.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(root, '.screens');
const pictures = join(root, 'docs', 'pictures');

const sizes = {
  wide: { portal: { width: 1280, height: 800 }, console: { width: 1440, height: 900 } },
  narrow: { portal: { width: 390, height: 844 }, console: { width: 820, height: 1180 } },
} as const;
const schemes = ['light', 'dark'] as const;

async function play(
  browser: Browser,
  url: string,
  size: keyof typeof sizes,
  colorScheme: (typeof schemes)[number],
): Promise<void> {
  const open = async (face: 'portal' | 'console'): Promise<Page> => {
    const context = await browser.newContext({
      viewport: sizes[size][face],
      colorScheme,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    return context.newPage();
  };
  const take: Look = async (page, name) => {
    await page.screenshot({ path: join(outDir, `${name}-${size}-${colorScheme}.png`) });
  };
  const [portal, console] = [await open('portal'), await open('console')];
  const customer = `Carla ${size === 'wide' ? 'Customer' : 'Client'} ${colorScheme}`;

  await tourEmbed(await open('portal'), { site: site.origin, url, look: take });
  await tourPortals(await open('portal'), url, take);
  await tourStory({
    ...{ portal, console, url, customer, look: take },
    // Until the dialog has left the picture as well.
    settled: () => setTimeout(1_000),
  });
  if (size === 'narrow') {
    await console.keyboard.press('Escape');
    const phone = await openPhone(browser, 'Pixel 7', { colorScheme, reducedMotion: 'reduce' });
    await tourPhone(phone, console, url, take);
    await phone.context().close();
  }
  await portal.context().close();
  await console.context().close();

  const [second, leader, guest] = [
    await open('portal'),
    await open('console'),
    await open('console'),
  ];
  await tourTeam({
    ...{ portal: second, console: leader, guest, url, look: take },
    customer: `Tea ${size} ${colorScheme}`,
  });
  for (const page of [second, leader, guest]) await page.context().close();
}

await rm(outDir, { recursive: true, force: true });
await mkdir(outDir, { recursive: true });
await mkdir(pictures, { recursive: true });
const installation = await startTestInstallation({ LOG_LEVEL: 'warn' });
// The picker takes the tab whose title has this in it: the portal's page, or the foreign one.
const browser = await launchBrowser({ captureTabTitle: 'Demo' });
const site = await startForeignSite({
  beside: installation.url,
  portal: 'demo-button',
  title: 'Demo shop',
});
try {
  for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
    for (const scheme of schemes) {
      await play(browser, installation.url, size, scheme);
      // Until the technician of this round counts as gone.
      await setTimeout(1_000);
      await installation.pass(120_000);
    }
  }
} finally {
  await browser.close();
  await site.close();
  await installation.close();
}
await copyFile(join(outDir, 'portal-5-sharing-wide-light.png'), join(pictures, 'portal.png'));
await copyFile(join(outDir, 'console-6-control-wide-light.png'), join(pictures, 'console.png'));
