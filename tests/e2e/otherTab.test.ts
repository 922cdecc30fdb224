import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import {
  grantControl,
  openChat,
  placeOn,
  pointAt,
  shareScreen,
  shownPicture,
  signInToConsole,
  takeRequest,
} from './support/actors.ts';
import { violations } from './support/axe.ts';
import { bringUpShop } from './support/bringUpShop.ts';
import { describeInBrowser } from './support/describeWith.ts';
import {
  choose,
  drag,
  drawnOn,
  expectNothingDrawn,
  expectNoPointer,
  pointedOn,
  red,
} from './support/drawing.ts';

describeInBrowser('another tab that is shared', () => {
  const shop = bringUpShop();
  const { beside, comeBack } = shop;
  let portal: Page;
  let site: Page;
  let console: Page;
  const requests: string[] = [];

  beforeAll(async () => {
    ({ site, own: portal } = shop);
    site.on('request', (request) => requests.push(new URL(request.url()).pathname));
    console = await beside.open({ viewport: { width: 1440, height: 900 } });
  });

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

  test('[I5][I12] what was copied out of a private field of the tab is not sent, and other text is', async () => {
    await shop.profile.grantPermissions(['clipboard-read', 'clipboard-write']);
    const asked = portal.getByRole('dialog', { name: /^Send the text of your clipboard/ });
    /** The customer copies a field, and is asked for what they have. */
    const askFor = async (selector: string, text: string): Promise<void> => {
      await site.bringToFront();
      await site.locator(selector).fill(text);
      await site.locator(selector).press('Control+a');
      await site.locator(selector).press('Control+c');
      await portal.bringToFront();
      await console.getByRole('button', { name: 'Clipboard' }).click();
      await console.getByRole('menuitem', { name: /for the clipboard/ }).click();
      await asked.getByRole('button', { name: 'Show me the text' }).click();
    };
    await askFor('#card', '4111 1111 1111 1111');
    await asked.getByText('This was copied from a private field. It stays with you.').waitFor();
    expect(await asked.getByLabel('Text', { exact: true }).inputValue()).toBe('');
    // Nor as a part of something that is pasted.
    await asked.getByLabel('Text', { exact: true }).fill('Card: 4111 1111 1111 1111.');
    await asked.getByRole('button', { name: 'Send to Toni Technician' }).click();
    await asked.getByText('This was copied from a private field. It stays with you.').waitFor();
    await asked.getByRole('button', { name: 'Not now' }).click();

    await askFor('#street', 'Side Street 8');
    await asked.getByRole('button', { name: 'Send to Toni Technician' }).click();
    const received = console.getByRole('dialog', { name: /^Clipboard of/ });
    expect(await received.getByRole('textbox', { name: 'Text' }).inputValue()).toBe(
      'Side Street 8',
    );
    await received.getByRole('button', { name: 'Close' }).click();
    await site.bringToFront();
    // Their own hand comes first, and for a while after.
    await site.locator('.bar:not([data-held])').waitFor();
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

    await choose(console, 'Box');
    const at = await pointAt(console, site, site.locator('#street'));
    await drag(console, { x: at.x - 60, y: at.y - 20 }, { x: at.x + 60, y: at.y + 20 });
    await drawnOn(site, red);
    await choose(console, 'Point');
    await site.goto(`${shop.origin}/bare`);
    await console
      .getByText(/^Pointing only/)
      .first()
      .waitFor();
    // It was drawn on what is not there any more.
    await expectNothingDrawn(console, red);
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

  test('[S10][I3] pointing and drawing need no grant: they lie on the tab itself, at any zoom, until sharing stops', async () => {
    /** The middle of something in the tab: there, and in the viewer. */
    const middleOf = async (selector: string) => {
      const { x, y, width, height } = (await site.locator(selector).boundingBox())!;
      const middle = { x: x + width / 2, y: y + height / 2 };
      // What a zoomed window says of itself, in the pixels that the picture is laid out by.
      const zoom = 1280 / (await site.evaluate(() => innerWidth));
      const seen = await placeOn(console, site, { x: middle.x * zoom, y: middle.y * zoom });
      return { ...middle, seen };
    };
    const arrowAt = async (selector: string): Promise<void> => {
      const { seen } = await middleOf(selector);
      await drag(console, { x: seen.x + 120, y: seen.y }, seen);
      await console.mouse.move(5, 5);
    };
    const expectArrowAt = async (selector: string): Promise<void> => {
      const arrow = await drawnOn(site, red);
      const { x, y } = await middleOf(selector);
      expect(Math.abs(arrow.left - x)).toBeLessThanOrEqual(2);
      expect(Math.abs((arrow.top + arrow.bottom) / 2 - y)).toBeLessThanOrEqual(2);
    };
    const { x, y, seen } = await middleOf('#count');
    await console.mouse.move(seen.x, seen.y);
    const pointer = await pointedOn(site, red);
    expect(Math.abs(pointer.left - x)).toBeLessThanOrEqual(2);
    expect(Math.abs(pointer.top - y)).toBeLessThanOrEqual(2);
    await console.mouse.move(5, 5);
    await expectNoPointer(site);

    await choose(console, 'Arrow');
    await arrowAt('#count');
    await expectArrowAt('#count');
    // The picture has it by now; it is not drawn over it.
    await expectNothingDrawn(console, red);
    // As a browser zooms a page to 125 %: what was drawn stays at its content, the next lies right.
    const devices = await shop.profile.newCDPSession(site);
    await devices.send('Emulation.setDeviceMetricsOverride', {
      ...{ width: 1024, height: 576, deviceScaleFactor: 1.25, mobile: false },
    });
    await expectArrowAt('#count');
    await console.keyboard.press('Control+Alt+z');
    await expectNothingDrawn(site, red);
    await arrowAt('#street');
    await expectArrowAt('#street');

    await site.getByRole('link', { name: 'Go on' }).click();
    await site.waitForURL('**/check');
    await expectArrowAt('#street');
    await expectNothingDrawn(console, red);
    await console.keyboard.press('Control+Alt+z');
    await expectNothingDrawn(site, red);

    // A page may zoom itself as well.
    await site.evaluate(() => (document.documentElement.style.zoom = '1.5'));
    await arrowAt('#street');
    await expectArrowAt('#street');
    await portal.getByRole('button', { name: 'Stop sharing' }).click();
    await expect.poll(() => site.locator('canvas[data-drawing]').count()).toBe(0);
  });
});
