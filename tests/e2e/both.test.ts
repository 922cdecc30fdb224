import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../support/browser/findChromium.ts';
import { launchBrowser } from '../support/browser/launchBrowser.ts';
import { writeSpeech } from '../support/browser/writeSpeech.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../support/installation/testInstallation.ts';
import { findWorker } from '../support/installation/worker.ts';
import { canMakeNetworks } from '../support/network/canMakeNetworks.ts';
import { createNetwork } from '../support/network/createNetwork.ts';
import {
  openChat,
  placeOn,
  shareScreen,
  shownPicture,
  signInToConsole,
  takeRequest,
} from './support/actors.ts';
import { drag, drawnOn, edgesOf, red } from './support/drawing.ts';
import {
  addWorkbench,
  longestGap,
  recordFrames,
  waitForFrames,
  waitForMotion,
} from './support/frames.ts';
import {
  heardTimes,
  listenAlong,
  startTone,
  waitForSilence,
  waitToHear,
} from './support/hearing.ts';
import { invite } from './support/tourTeam.ts';

const networks = canMakeNetworks();
const worker = await findWorker();
const why = !findChromium()
  ? 'no Chromium on this machine'
  : !worker.ok
    ? `no relay: ${worker.reason}`
    : !networks.ok
      ? networks.reason
      : null;

/** What is heard before the cut and after it, in ms: enough to see the silence between the two. */
const aroundMs = 500;
/** Longer than any failover takes on a busy machine, shorter than a person's patience. */
const gapLimitMs = 5_000;

type Network = Awaited<ReturnType<typeof createNetwork>>;

describe.skipIf(why !== null)(
  `screens, sound and voices both ways${why ? ` (skipped: ${why})` : ''}`,
  () => {
    let network: Network;
    let installation: TestInstallation;
    let browsers: { customer: Browser; technician: Browser };
    let speeches: Record<'customer' | 'technician', Awaited<ReturnType<typeof writeSpeech>>>;
    let contexts: BrowserContext[] = [];

    beforeAll(async () => {
      network = await createNetwork({ hosts: ['customer', 'technician'] });
      installation = await startTestInstallation({ HOST: network.serverAddress });
      speeches = {
        customer: await writeSpeech({ pitch: 190, syllables: 5 }),
        technician: await writeSpeech({ pitch: 120, syllables: 7 }),
      };
      const common = {
        secureOrigins: [installation.url],
        audible: true,
      };
      const [customer, technician] = await Promise.all([
        launchBrowser({
          ...common,
          host: network.host('customer'),
          microphone: speeches.customer.path,
          captureTabTitle: 'Demo',
        }),
        launchBrowser({
          ...common,
          host: network.host('technician'),
          microphone: speeches.technician.path,
          captureTabTitle: 'Toni',
        }),
      ]);
      browsers = { customer, technician };
    });
    afterAll(async () => {
      await browsers.customer.close();
      await browsers.technician.close();
      await installation.close();
      for (const { remove } of Object.values(speeches)) await remove();
      await network.close();
    });
    afterEach(async () => {
      await Promise.all(contexts.map((context) => context.close()));
      contexts = [];
      network.unblockAll();
    });

    async function open(browser: Browser, width: number): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width, height: 700 },
        locale: 'en-GB',
        permissions: ['microphone'],
      });
      contexts.push(context);
      const page = await context.newPage();
      await listenAlong(page);
      return page;
    }

    async function meet(name: string): Promise<{ portal: Page; toni: Page }> {
      const portal = await open(browsers.customer, 1000);
      const toni = await open(browsers.technician, 1280);
      // Without somebody who is available, the portal is closed.
      await signInToConsole(toni, installation.url);
      await openChat(portal, installation.url, name);
      await takeRequest(toni, name);
      return { portal, toni };
    }

    async function show(toni: Page): Promise<void> {
      await addWorkbench(toni);
      // The picker is answered by the title.
      await toni.evaluate(() => (document.title = 'Toni shows'));
      await toni.getByRole('button', { name: 'Show my screen' }).click();
      await toni.getByRole('region', { name: 'Showing your screen' }).waitFor();
    }

    test('[S3] the technician’s screen moves in the customer’s page, pauses and stops', async () => {
      const { portal, toni } = await meet('Vera Viewer');
      await show(toni);
      const viewer = portal.getByRole('region', { name: 'This is Toni Technician’s screen' });
      await viewer.getByText('Direct connection').waitFor();
      await recordFrames(portal);
      await waitForFrames(portal, 10);
      await portal.getByText('Toni Technician is showing you their screen.').first().waitFor();

      await toni.getByRole('button', { name: 'Pause showing' }).click();
      await viewer.getByText('Toni Technician has paused.').waitFor();
      await toni.getByRole('button', { name: 'Resume showing' }).click();
      await waitForFrames(portal, 5);

      await viewer.getByRole('button', { name: 'Close the picture' }).click();
      await viewer.getByRole('button', { name: 'See the picture' }).click();
      await viewer.locator('video[data-path="direct"]').waitFor();
      await recordFrames(portal);
      await waitForFrames(portal, 3);

      await toni.getByRole('button', { name: 'Stop showing' }).click();
      await viewer.waitFor({ state: 'detached' });
      await portal.getByText('The technician no longer shows their screen.').first().waitFor();
      expect(await portal.getByRole('region', { name: 'Screen sharing' }).count()).toBe(0);
    });

    test('[S9] both talk, each by their own switch, and are heard again after a cut', async ({
      annotate,
    }) => {
      const { portal, toni } = await meet('Tessa Talks');
      await portal.getByRole('button', { name: 'Talk', exact: true }).click();
      await toni.getByText('The customer turned on their microphone').first().waitFor();
      await waitToHear(toni);
      await toni.getByRole('meter', { name: 'Voice level: Tessa Talks' }).waitFor();
      // What one side switches on switches nothing on at the other.
      expect(await heardTimes(portal)).toEqual([]);

      await toni.getByRole('button', { name: 'Turn on microphone' }).click();
      await waitToHear(portal);
      await portal.getByRole('button', { name: 'Mute', exact: true }).click();
      await toni.getByText('muted', { exact: true }).waitFor();
      await waitForSilence(toni);
      await portal.getByRole('button', { name: 'Unmute' }).click();
      await waitToHear(toni);

      await toni.getByText('Direct connection · standby ready').waitFor();
      const from = await toni.evaluate(() => performance.now());
      const fromPortal = await portal.evaluate(() => performance.now());
      network.blockUdpBetween('customer', 'technician');
      await toni.waitForFunction((since) => performance.now() > since, from + 2_000);
      for (const page of [toni, portal]) await waitToHear(page);
      const gaps = [
        longestGap((await heardTimes(toni)).filter((at) => at > from - aroundMs)),
        longestGap((await heardTimes(portal)).filter((at) => at > fromPortal - aroundMs)),
      ];
      await annotate(`longest silence at the cut: ${gaps.map(Math.round).join(' and ')} ms`);
      globalThis.console.log(`longest silence at the cut: ${gaps.map(Math.round).join(', ')} ms`);
      for (const gap of gaps) expect(gap).toBeLessThan(gapLimitMs);

      await portal.getByRole('button', { name: 'Turn off microphone' }).click();
      await toni.getByText('The customer’s microphone is off').first().waitFor();
      await waitForSilence(toni);
    });

    test('[S3][S7][S9] both show: all goes through the relay, with sound', async () => {
      const { portal, toni } = await meet('Bea Both');
      await show(toni);
      await portal.getByText('Direct connection', { exact: true }).waitFor();
      await addWorkbench(portal);
      await startTone(portal);
      await shareScreen(toni, portal);
      await portal.getByText('with sound').waitFor();
      await waitToHear(toni);
      for (const page of [toni, portal]) {
        await page.getByText('Through the relay').first().waitFor();
        await recordFrames(page);
        await waitForFrames(page, 10);
      }
      await toni.getByRole('button', { name: 'Mute the shared sound' }).click();
      await waitForSilence(toni);
    });

    test('[S3][S7][S9][I6] a guest sees the technician’s screen, hears who speaks, sees what the customer draws there, and both screens when the customer shares too', async () => {
      const { portal, toni } = await meet('Greta Guest');
      const robin = await open(browsers.technician, 1280);
      await signInToConsole(robin, installation.url, 'tech2@demo.test');
      await show(toni);
      await invite(toni, {});
      await robin.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click();
      const picture = robin.getByRole('img', { name: 'Toni Technician shows their screen' });
      await picture.locator('video[data-path="relay"]').waitFor();
      await recordFrames(robin);
      await waitForFrames(robin, 10);
      await toni.getByRole('button', { name: 'Talk', exact: true }).click();
      await waitToHear(robin);
      await portal
        .getByRole('button', { name: 'Box', exact: true })
        .and(portal.locator(':enabled'))
        .click();
      const { x, y } = await placeOn(portal, toni, { x: 640, y: 400 });
      await drag(portal, { x: x - 80, y: y - 50 }, { x: x + 80, y: y + 50 });
      // On the console itself, which is what is shown here; and so nothing of it can be controlled.
      await drawnOn(toni, red);
      await expect
        .poll(() => edgesOf(shownPicture(robin), red), { timeout: 15_000 })
        .not.toBeNull();
      expect(await portal.getByRole('button', { name: 'Ask for control' }).count()).toBe(0);

      await addWorkbench(portal);
      await shareScreen(toni, portal);
      const theirs = robin.getByLabel('Shared screen');
      await theirs.locator('video[data-path="relay"]').waitFor();
      for (const shown of [theirs, picture]) await waitForMotion(shown, 10);
    });
  },
);
