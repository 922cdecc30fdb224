import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, launchProfile } from '../support/browser/launchBrowser.ts';
import { startTestInstallation } from '../support/installation/testInstallation.ts';
import {
  grantControl,
  openChat,
  pointAt,
  shareScreen,
  shownPicture,
  signInToConsole,
  takeRequest,
} from './support/actors.ts';
import { violations } from './support/axe.ts';
import { bringUp } from './support/bringUp.ts';
import { describeInBrowser } from './support/describeWith.ts';
import { startForeignSite, type ForeignSite } from './support/foreignSite.ts';

describeInBrowser('another tab that is shared', () => {
  let shop: ForeignSite;
  let customer: BrowserContext;
  let portal: Page;
  let site: Page;
  let console: Page;
  const requests: string[] = [];

  const beside = bringUp(async () => {
    const context = { viewport: { width: 1280, height: 720 }, locale: 'en-GB' };
    const [installation, profile, browser] = await Promise.all([
      startTestInstallation(),
      launchProfile({ captureTabTitle: 'Claim', context }),
      launchBrowser(),
    ]);
    customer = profile;
    return { installation, customer: browser };
  });
  beforeAll(async () => {
    shop = await startForeignSite({ beside: beside.url, portal: 'demo-button' });
    site = customer.pages()[0] ?? (await customer.newPage());
    site.on('request', (request) => requests.push(new URL(request.url()).pathname));
    portal = await customer.newPage();
    console = await beside.open({ viewport: { width: 1440, height: 900 } });
  });
  afterAll(async () => {
    await customer.close();
    await shop.close();
  });

  /** Without a screen no page ever loses the focus: this is what the browser tells then. */
  const comeBack = async (): Promise<void> => {
    await site.bringToFront();
    await site.evaluate(() => window.dispatchEvent(new Event('focus')));
  };
  const question = () =>
    site.getByRole('dialog', { name: 'Allow Toni Technician (Demo) to use this page?' });
  const counted = (): Promise<string | null> => site.locator('#times').textContent();
  const clickAt = async (selector: string): Promise<void> => {
    const { x, y } = await pointAt(console, site, site.locator(selector));
    await console.mouse.click(x, y);
  };

  test('[I3][X3] nothing happens in the tab before the customer has agreed there as well', async () => {
    await signInToConsole(console, beside.url);
    await site.goto(`${shop.origin}/form`);
    await site.getByRole('button', { name: 'Need help?' }).waitFor();
    await openChat(portal, beside.url);
    // A tab that nobody shares asks for nothing beyond the button.
    expect(requests.filter((path) => /tab/.test(path))).toEqual([]);
    await takeRequest(console);
    await shareScreen(console, portal);
    await comeBack();
    await console.getByText('Control is possible in this tab').waitFor();
    await grantControl(console, portal);
    await site.bringToFront();
    await question().waitFor();
    await console.getByText('The customer has to agree in the shared tab as well').waitFor();
    await portal.getByText('Please go to the shared tab and agree there as well.').waitFor();

    await clickAt('#count');
    await console.getByText('The customer has not agreed in the shared tab yet.').waitFor();
    // Nor does a click count that a script makes.
    await question()
      .getByRole('button', { name: 'Allow on this page' })
      .evaluate((button: HTMLElement) => button.click());
    await clickAt('#count');
    expect([await counted(), await question().isVisible()]).toEqual(['0', true]);

    expect(await violations(site)).toEqual([]);
  });

  test('[I3][I4] agreed to, clicks and keys work in the tab, and what is private there stays so', async () => {
    await question().getByRole('button', { name: 'Allow on this page' }).click();
    await console.getByText('You control pointer and keyboard').waitFor();
    await clickAt('#count');
    await expect.poll(counted).toBe('1');
    await clickAt('#street');
    await console.keyboard.type('Main Street 7');
    await expect.poll(() => site.locator('#street').inputValue()).toBe('Main Street 7');

    const card = site.locator('#card');
    expect(await card.evaluate((field) => getComputedStyle(field).opacity)).toBe('0');
    await clickAt('#card');
    await console.getByText('This field is private.').waitFor();
    expect(await card.inputValue()).toBe('');
  });

  test('[I15] it goes on over pages of the site and a reload, and ends where the script is not', async () => {
    await clickAt('main a');
    await site.waitForURL('**/check');
    // The bar says so before the line is there again; a click that comes too early is told.
    const bar = site.getByRole('region', { name: 'Remote control' });
    await bar.waitFor();
    await clickAt('#count');
    await expect.poll(counted).toBe('1');
    await site.reload();
    await bar.waitFor();
    await clickAt('#count');
    await expect.poll(counted).toBe('1');
    expect(await question().count()).toBe(0);

    await site.goto(`${shop.origin}/bare`);
    await console
      .getByText(/^Pointing only/)
      .first()
      .waitFor();
    await clickAt('#count');
    expect(await counted()).toBe('0');
  });

  test('[I1][I3] back on the site the customer is asked again, and takes control back there with Escape', async () => {
    await site.goto(`${shop.origin}/form`);
    await comeBack();
    await question().getByRole('button', { name: 'Allow on this page' }).click();
    await console.getByText('You control pointer and keyboard').waitFor();
    await site.keyboard.press('Escape');
    await console.getByRole('button', { name: 'Request control' }).waitFor();
    await clickAt('#count');
    expect(await counted()).toBe('0');
    await shownPicture(console).waitFor();

    await grantControl(console, portal);
    await site.bringToFront();
    await question().getByRole('button', { name: 'Not now' }).click();
    await console.getByRole('button', { name: 'Request control' }).waitFor();
  });
});
