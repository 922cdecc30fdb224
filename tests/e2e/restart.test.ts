import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../support/browser/findChromium.ts';
import { launchBrowser } from '../support/browser/launchBrowser.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../support/installation/testInstallation.ts';
import { openChat, say, shareScreen, signInToConsole, takeRequest } from './support/actors.ts';
import {
  addWorkbench,
  longestGap,
  presentedFrames,
  recordFrames,
  waitForFrames,
} from './support/frames.ts';

const why = findChromium() ? null : 'no Chromium on this machine';

describe.skipIf(why !== null)(`the server restarts${why ? ` (skipped: ${why})` : ''}`, () => {
  let dataDir: string;
  let installation: TestInstallation;
  let browser: Browser;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'beside-restart-'));
    installation = await startTestInstallation({ DATA_DIR: dataDir });
    browser = await launchBrowser({ captureTabTitle: 'Demo' });
  });
  afterAll(async () => {
    await browser.close();
    await installation.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('[C2][S6] the direct picture goes on, and what was written meanwhile arrives once', async () => {
    const { url } = installation;
    const open = async () => {
      // Each a window of its own: a page behind another presents no frames.
      const context = await browser.newContext({
        viewport: { width: 1280, height: 720 },
        locale: 'en-GB',
      });
      return context.newPage();
    };
    const [console, portal] = [await open(), await open()];
    await signInToConsole(console, url);
    await openChat(portal, url, 'Resi Restart');
    await takeRequest(console, 'Resi Restart');
    await addWorkbench(portal);
    await shareScreen(console, portal);
    await recordFrames(console);
    await waitForFrames(console, 20);

    const from = await console.evaluate(() => performance.now());
    await installation.close();
    await portal.getByText('No connection. Trying again…').first().waitFor();
    await say(portal, 'Written while the server was away');
    await waitForFrames(console, 20);
    installation = await startTestInstallation({ DATA_DIR: dataDir, PORT: new URL(url).port });

    await console.getByText('Written while the server was away').first().waitFor();
    await say(console, 'Welcome back');
    await portal.getByText('Welcome back', { exact: true }).waitFor();
    await waitForFrames(console, 20);
    await console
      .getByText('standby ready')
      .first()
      .waitFor({ state: 'attached', timeout: 30_000 });

    const bubbles = portal
      .getByRole('listitem')
      .filter({ hasText: 'Written while the server was away' });
    expect(await bubbles.count()).toBe(1);
    const gap = longestGap((await presentedFrames(console)).filter((at) => at > from));
    globalThis.console.log(`longest gap in presented frames over a restart: ${Math.round(gap)} ms`);
    expect(gap).toBeLessThan(2_000);
  });
});
