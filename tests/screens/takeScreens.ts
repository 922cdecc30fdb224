import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import {
  grantControl,
  openChat,
  say,
  shareScreen,
  signInToConsole,
  takeRequest,
} from '../e2e/support/actors.ts';
import { recordFrames, waitForFrames } from '../e2e/support/frames.ts';
import { launchBrowser } from '../support/browser/launchBrowser.ts';
import { openThePortals } from '../support/installation/people.ts';
import { startTestInstallation } from '../support/installation/testInstallation.ts';

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
  const take = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: join(outDir, `${name}-${size}-${colorScheme}.png`) });
  };
  const [portal, console] = [await open('portal'), await open('console')];
  const customer = `Carla ${size === 'wide' ? 'Customer' : 'Client'} ${colorScheme}`;

  await openThePortals(url);
  await portal.goto(`${url}/p/demo`);
  await portal.getByLabel('Your name').waitFor();
  await take(portal, 'portal-1-form');
  await portal.getByRole('button', { name: 'Start chat' }).click();
  await take(portal, 'portal-2-form-errors');
  await openChat(portal, url, customer);
  await take(portal, 'portal-3-waiting');

  await console.goto(`${url}/console`);
  await console.getByLabel('E-mail').waitFor();
  await take(console, 'console-1-sign-in');
  await signInToConsole(console, url);
  await console.getByText(customer).first().waitFor();
  await take(console, 'console-2-list');
  await takeRequest(console, customer);
  await say(console, 'Hello! I am Toni. May I have a look at what you see?');
  await say(portal, 'Yes please. It began this morning, after the update.');
  await console.getByText('It began this morning').first().waitFor();
  await take(console, 'console-3-chat');
  await take(portal, 'portal-4-chat');

  await console.getByRole('button', { name: 'Upgrade' }).click();
  await console.getByRole('button', { name: 'Ask now' }).waitFor();
  await take(console, 'console-4-upgrade');
  await console.keyboard.press('Escape');
  await shareScreen(console, portal);
  await recordFrames(console);
  await waitForFrames(console, 3);
  await console.getByText('standby ready').first().waitFor({ state: 'attached' });
  await take(console, 'console-5-viewer');
  await take(portal, 'portal-5-sharing');
  await console.getByRole('button', { name: 'Request control' }).click();
  await portal.getByRole('button', { name: 'Allow control' }).waitFor();
  await take(portal, 'portal-6-control');
  await portal.getByRole('button', { name: 'Not now' }).last().click();
  await grantControl(console, portal);
  // Until the dialog has left the picture as well.
  await setTimeout(1_000);
  await take(console, 'console-6-control');
  await take(portal, 'portal-7-controlled');
  await portal.getByRole('button', { name: 'Pause', exact: true }).click();
  await console.getByText('Paused by the customer').waitFor();
  await take(console, 'console-7-paused');
  await portal.getByRole('button', { name: 'Stop sharing' }).click();
  await console.getByRole('button', { name: 'End chat' }).first().click();
  await console.getByRole('button', { name: 'End now' }).click();
  await portal.getByText('This chat has ended.').first().waitFor();
  await take(portal, 'portal-8-ended');
  await console.getByRole('button', { name: 'Close request' }).first().click();
  await console.getByRole('button', { name: 'Save and close' }).waitFor();
  await take(console, 'console-8-close');
  await portal.context().close();
  await console.context().close();
}

await rm(outDir, { recursive: true, force: true });
await mkdir(outDir, { recursive: true });
await mkdir(pictures, { recursive: true });
const installation = await startTestInstallation({ LOG_LEVEL: 'warn' });
const browser = await launchBrowser({ captureTabTitle: 'Demo' });
try {
  for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
    for (const scheme of schemes) await play(browser, installation.url, size, scheme);
  }
} finally {
  await browser.close();
  await installation.close();
}
await copyFile(join(outDir, 'portal-5-sharing-wide-light.png'), join(pictures, 'portal.png'));
await copyFile(join(outDir, 'console-6-control-wide-light.png'), join(pictures, 'console.png'));
