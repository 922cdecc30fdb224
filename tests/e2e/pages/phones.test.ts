import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../support/browser/findChromium.ts';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { openChat, say, signInToConsole, takeRequest } from '../support/actors.ts';
import { openPhone } from '../support/tourPhone.ts';

const why = findChromium() ? null : 'no Chromium on this machine';

describe.skipIf(why !== null)(`phones${why ? ` (skipped: ${why})` : ''}`, () => {
  let installation: TestInstallation;
  let browser: Browser;
  let console: Page;
  let phone: Page;

  beforeAll(async () => {
    [installation, browser] = await Promise.all([startTestInstallation(), launchBrowser()]);
    console = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    await signInToConsole(console, installation.url);
    await console.getByRole('button', { name: 'Status: Available' }).waitFor();
  });
  afterEach(() => phone.context().close());
  afterAll(async () => {
    await browser.close();
    await installation.close();
  });

  test.each([
    ['iPhone', 'iPhone 15', 'Ina iPhone', /iPhones and iPads cannot share/],
    ['Android phone', 'Pixel 7', 'Anton Android', /Android phones and tablets cannot/],
  ] as const)(
    '[P9] [T4] an %s chats, is told that it cannot share its screen, and the technician sees why',
    async (_, device, name, reason) => {
      phone = await openPhone(browser, device);
      await openChat(phone, installation.url, name);
      await takeRequest(console, name);
      await say(phone, 'Here from my phone');
      await console.getByText('Here from my phone').first().waitFor();
      await phone.getByText(/^This browser cannot share a screen/).waitFor();

      await console.getByText(reason).waitFor();
      const upgrade = console.getByRole('button', { name: 'Upgrade' });
      expect(await upgrade.isDisabled()).toBe(true);
      const id = await upgrade.getAttribute('aria-describedby');
      expect(await console.locator(`[id="${id}"]`).innerText()).toMatch(reason);
      // Nothing is wider than the screen.
      const overflow = await phone.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    },
  );

  test('[P9] who is asked on a computer and looks on the phone is told there in plain words', async () => {
    phone = await openPhone(browser, 'Pixel 7');
    await openChat(phone, installation.url, 'Thea Two');
    await takeRequest(console, 'Thea Two');
    const stay = await phone.evaluate(() => ({ ...localStorage }));
    const computer = await browser.newPage({ locale: 'en-GB' });
    await computer.addInitScript((kept: Record<string, string>) => {
      for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
    }, stay);
    await computer.goto(`${installation.url}/p/demo`);
    await computer.getByLabel('Message', { exact: true }).waitFor();

    await console.getByRole('button', { name: 'Upgrade' }).and(console.locator(':enabled')).click();
    await console.getByRole('button', { name: 'Ask now' }).click();
    await computer.getByRole('button', { name: 'Share my screen' }).waitFor();
    const card = phone.getByRole('region', { name: /asks to see your screen/ });
    await card.getByText(/^This browser cannot share a screen/).waitFor();
    expect(await card.getByRole('button', { name: 'Share my screen' }).count()).toBe(0);
    await computer.close();
  });
});
