import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { settingsIn } from '../support/installation/settings.ts';
import { violations } from './support/axe.ts';
import { openChat, say, signInToConsole, takeRequest } from './support/actors.ts';
import { bringUpBeside } from './support/bringUp.ts';
import { describeInBrowser } from './support/describeWith.ts';
import { recordFrames, waitForFrames } from './support/frames.ts';
import {
  openSessionWindow,
  paint,
  seenSoFar,
  waitToSee,
  watchPixels,
} from './support/sessionWindow.ts';

describeInBrowser('the session window', () => {
  // The portal's title and the session window's have it both.
  const beside = bringUpBeside({ captureTabTitle: 'Demo' });
  let console: Page;

  beforeAll(async () => {
    console = await beside.open({ viewport: { width: 1440, height: 900 } });
    await signInToConsole(console, beside.url);
  });

  async function meet(name: string): Promise<Page> {
    const portal = await beside.open({ viewport: { width: 900, height: 700 } });
    const context = portal.context();
    context.setDefaultTimeout(15_000);
    await context.addInitScript(() => {
      const { mediaDevices } = navigator;
      const original = mediaDevices.getDisplayMedia.bind(mediaDevices);
      mediaDevices.getDisplayMedia = (options) =>
        original(Object.assign({ preferCurrentTab: true }, options));
    });
    await openChat(portal, beside.url, name);
    await takeRequest(console, name);
    await say(console, 'May I have a look?');
    await portal.getByText('May I have a look?', { exact: true }).first().waitFor();
    return portal;
  }

  const setChat = (setting: 'same-page' | 'moves' | 'stays' | 'both') =>
    settingsIn(beside.installation).setUpgradeChat(setting);
  const messageField = (page: Page) => page.getByLabel('Message', { exact: true });
  const barOf = (page: Page) => page.getByRole('region', { name: 'Screen sharing' });

  /** Pictures that move arrive at the technician's. */
  async function expectPicture(from: Page): Promise<void> {
    await paint(from, '#f00');
    await console
      .getByLabel('Shared screen')
      .locator('video')
      .first()
      .waitFor({ state: 'attached' });
    await recordFrames(console);
    await waitForFrames(console, 5);
  }

  test('[S2][S4] (a) the chat moves: all that was said goes on in the window, the portal may be shut and gets it back', async () => {
    await setChat('moves');
    const portal = await meet('Mona Moves');
    const session = await openSessionWindow(console, portal);
    await portal.getByRole('heading', { name: 'The conversation has moved' }).waitFor();
    expect(await messageField(portal).count()).toBe(0);
    await session.getByText('May I have a look?', { exact: true }).first().waitFor();

    expect(await violations(portal)).toEqual([]);

    // A click that no person made opens no picker and shares nothing.
    await session.evaluate(() => {
      const { mediaDevices } = navigator;
      const original = mediaDevices.getDisplayMedia.bind(mediaDevices);
      Object.assign(window, { asked: 0 });
      mediaDevices.getDisplayMedia = (options) => {
        Object.assign(window, { asked: (window as unknown as { asked: number }).asked + 1 });
        return original(options);
      };
      for (const button of document.querySelectorAll('button')) {
        if (button.textContent.includes('Share my screen')) button.click();
      }
    });
    const asked = () => session.evaluate(() => (window as unknown as { asked: number }).asked);
    expect(await asked()).toBe(0);
    await session.getByRole('button', { name: 'Share my screen' }).click();
    await session.getByRole('button', { name: 'Stop sharing' }).waitFor();
    expect(await asked()).toBe(1);
    await expectPicture(session);

    // Another page of the same customer says where it happens, and can end it.
    await barOf(portal).getByText('You are sharing your other window').waitFor();
    await barOf(portal).getByRole('button', { name: 'Stop sharing' }).waitFor();
    await portal.close();
    await waitForFrames(console, 5);
    await say(session, 'Here I am.');
    await console.getByText('Here I am.').first().waitFor();

    const again = await session.context().newPage();
    await again.goto(`${beside.url}/p/demo`);
    await again.getByRole('heading', { name: 'The conversation has moved' }).waitFor();
    await session.close();
    await again.getByText('Here I am.').first().waitFor();
    await messageField(again).waitFor();
    await again.getByText('You stopped sharing your screen.').first().waitFor();
    await console.getByRole('button', { name: 'Upgrade' }).waitFor();
    const history = console.getByRole('region', { name: 'Session history' });
    await history.getByText('The customer stopped sharing').waitFor({ state: 'attached' });
  });

  test('[S2][S4] (b) the chat stays: the window has the bar alone, and while it is paused nothing is seen', async () => {
    await setChat('stays');
    const portal = await meet('Stella Stays');
    const session = await openSessionWindow(console, portal);
    expect(await messageField(session).count()).toBe(0);
    // As the browser says it of a whole screen.
    await session.evaluate(() => {
      const { prototype } = MediaStreamTrack;
      const original = Object.getOwnPropertyDescriptor(prototype, 'getSettings')
        ?.value as MediaStreamTrack['getSettings'];
      prototype.getSettings = function () {
        return { ...original.call(this), displaySurface: 'monitor' };
      };
      Object.assign(prototype, { getCaptureHandle: () => null });
    });
    await session.getByRole('button', { name: 'Share my screen' }).click();
    await session.getByRole('heading', { name: 'Please keep this window open' }).waitFor();
    const bar = barOf(session);
    await bar.getByText('You are sharing the whole screen with Toni Technician').waitFor();
    await bar.getByText('Everything on your screen can be seen').waitFor();
    await bar.getByRole('button', { name: 'Details' }).click();
    const details = bar.getByRole('region', { name: 'What is being shared' });
    await details.getByText('Switch notifications off').waitFor();
    await details.getByText('Toni Technician', { exact: true }).waitFor();
    await details.getByText('Protected from end to end').waitFor();
    expect(await violations(session)).toEqual([]);
    await bar.getByRole('button', { name: 'Details' }).click();

    await paint(session, '#f00');
    await watchPixels(console);
    await waitToSee(console, 'red');
    await barOf(portal).getByRole('button', { name: 'Pause', exact: true }).click();
    await waitToSee(console, 'nothing');
    await paint(session, '#00f');
    await console.getByText('Paused by the customer').waitFor();
    await bar.getByRole('button', { name: 'Resume' }).click();
    await waitToSee(console, 'blue');
    const seen = await seenSoFar(console);
    expect(seen.slice(seen.indexOf('red'))).toEqual(['red', 'nothing', 'blue']);

    await session.reload();
    await session.getByRole('heading', { name: 'Nothing is being shared' }).waitFor();
    await portal.getByText('You stopped sharing your screen.').first().waitFor();
  });

  test('[S2] (c) both have the one conversation, and where no window opens the page itself shares', async () => {
    await setChat('both');
    const portal = await meet('Bo Both');
    const session = await openSessionWindow(console, portal);
    await say(portal, 'From the portal.');
    await session.getByText('From the portal.').first().waitFor();
    await say(session, 'From the window.');
    await portal.getByText('From the window.').first().waitFor();
    await session.close();

    await portal.evaluate(() => {
      window.open = () => null;
    });
    await portal.getByRole('button', { name: 'Share my screen' }).click();
    await portal.getByText('Your browser did not let the session window open.').waitFor();
    const link = portal.getByRole('link', { name: 'Open the session window' });
    expect(await link.getAttribute('href')).toBe('/p/demo/session');
    await portal.getByRole('button', { name: 'Share from this page' }).click();
    await barOf(portal).getByRole('button', { name: 'Stop sharing' }).click();
    await console.getByRole('button', { name: 'Upgrade' }).waitFor();
  });
});
