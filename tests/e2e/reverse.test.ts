import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { placeOn, pointAt, serve } from './support/actors.ts';
import { violations } from './support/axe.ts';
import { bringUpShop } from './support/bringUpShop.ts';
import { describeInBrowser } from './support/describeWith.ts';
import {
  choose,
  drag,
  drawnOn,
  edgesOf,
  expectNothingDrawn,
  pointedOn,
  red,
} from './support/drawing.ts';

describeInBrowser('the technician’s screen as the customer has it', () => {
  const shop = bringUpShop();
  const { beside, comeBack } = shop;
  let portal: Page;
  let site: Page;
  let toni: Page;

  beforeAll(async () => {
    ({ site, own: toni } = shop);
    portal = await beside.open({ viewport: { width: 1280, height: 800 } });
  });

  const tool = (name: string) => portal.getByRole('button', { name, exact: true });
  const bar = () => toni.getByRole('region', { name: 'Showing your screen' });
  const inBar = (name: string) => bar().getByRole('button', { name, exact: true });
  const stage = () => portal.getByRole('application', { name: 'Toni Technician’s screen' });
  const middle = async () => placeOn(portal, site, { x: 640, y: 360 });
  const percent = async () => (await portal.getByText(/^\d+ %$/).textContent()) ?? '';

  test('[I6][S5] the customer’s viewer fits, zooms by button, wheel and key, and moves the picture', async () => {
    await site.goto(`${shop.origin}/form`);
    await site.getByRole('button', { name: 'Need help?' }).waitFor();
    await serve(toni, portal, beside.url);
    await toni.getByRole('button', { name: 'Show my screen' }).click();
    await bar().waitFor();
    await comeBack();
    await portal.getByText('Direct connection', { exact: true }).waitFor();
    await portal.getByText(/^(Very good|Good|Weak|Very weak) connection$/).waitFor();
    const fitted = await percent();

    await tool('Actual size').click();
    await expect.poll(percent).toBe('100 %');
    await stage().focus();
    await portal.keyboard.press('0');
    await expect.poll(percent).toBe(fitted);
    const { x, y } = await middle();
    await portal.mouse.move(x, y);
    await portal.keyboard.down('Control');
    await portal.mouse.wheel(0, -300);
    await portal.keyboard.up('Control');
    await expect.poll(percent).not.toBe(fitted);
    const before = await placeOn(portal, site, { x: 0, y: 0 });
    await portal.keyboard.press('ArrowRight');
    await expect
      .poll(async () => (await placeOn(portal, site, { x: 0, y: 0 })).x)
      .toBeLessThan(before.x);
    await tool('Whole picture').click();
    expect(await violations(portal)).toEqual([]);
  });

  test('[I6][S10] what the customer points at and draws lies on the tab that is shown, and in its mirror; it can be shut', async () => {
    const opening = shop.profile.waitForEvent('page');
    await inBar('Mirror').click();
    const mirror = await opening;
    const street = (await site.locator('#street').boundingBox())!;
    const { x, y } = await pointAt(portal, site, site.locator('#street'));
    await portal.mouse.move(x, y);
    const pointer = await pointedOn(site, red);
    expect(Math.abs(pointer.left - (street.x + street.width / 2))).toBeLessThanOrEqual(2);
    await choose(portal, 'Arrow');
    await drag(portal, { x: x - 60, y: y - 40 }, { x: x + 60, y: y + 40 });
    await drawnOn(site, red);
    // Its picture has it, and nothing lies over that.
    await expect.poll(() => edgesOf(mirror.locator('video'), red)).not.toBeNull();
    await expectNothingDrawn(mirror, red);
    await tool('Undo').click();
    await expectNothingDrawn(site, red);
    await choose(portal, 'Box');
    await drag(portal, { x: x - 60, y: y - 40 }, { x: x + 60, y: y + 40 });
    await drawnOn(site, red);

    await inBar('No drawing').click();
    await expectNothingDrawn(site, red);
    await portal.getByText('Toni Technician has switched drawing off.').waitFor();
    expect(await tool('Arrow').isDisabled()).toBe(true);
    await inBar('Allow drawing').click();
    await expect.poll(() => tool('Arrow').isDisabled()).toBe(false);
    expect(await violations(mirror)).toEqual([]);
    await mirror.close();
  });

  test('[I6] given control of a tab with the script, the customer types there, until Escape takes it back', async () => {
    const street = (): Promise<string> => site.locator('#street').inputValue();
    const clickAt = async (selector: string): Promise<void> => {
      const at = await pointAt(portal, site, site.locator(selector));
      await portal.mouse.click(at.x, at.y);
    };
    await tool('Ask for control').click();
    await bar().getByText('Carla Customer asks for control').waitFor();
    await inBar('Give control').click();
    const dialog = toni.getByRole('dialog', { name: /^Let Carla Customer control/ });
    const give = dialog.getByRole('button', { name: 'Give control' });
    // A click that a script makes gives nothing.
    await give.evaluate((button: HTMLElement) => button.click());
    await inBar('Give control').click();
    expect(await tool('Give control back').count()).toBe(0);
    await give.click();

    const question = site.getByRole('dialog', { name: 'Let Carla Customer use this page?' });
    await portal.getByText('Toni Technician still has to agree in that tab.').waitFor();
    await question.getByRole('button', { name: 'Allow on this page' }).click();
    await portal.getByText('You can click and type here.').waitFor();
    await bar().getByText('Carla Customer controls the tab: pointer and keyboard').waitFor();
    await clickAt('#street');
    await portal.keyboard.type('Side Street 4');
    await expect.poll(street).toBe('Side Street 4');
    await clickAt('#card');
    await portal.getByText('That field is private to Toni Technician.').waitFor();
    expect(await violations(toni)).toEqual([]);

    // The technician's own hand comes first.
    await site.mouse.move(40, 40);
    await site.mouse.move(90, 90);
    await portal.getByText('Toni Technician is using it – please wait a moment.').waitFor();
    await site.keyboard.press('Escape');
    await tool('Ask for control').waitFor();
    await portal.keyboard.type('!');
    expect(await street()).toBe('Side Street 4');
    await portal.getByText('The technician took control back.').first().waitFor();
  });

  test('[I6][I5] text of a clipboard goes both ways, each time by the click of the one whose it is', async () => {
    for (const page of [portal, toni]) {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    }
    const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
    await inBar('Give control').click();
    const dialog = toni.getByRole('dialog', { name: /^Let Carla Customer control/ });
    await dialog.getByRole('button', { name: 'Give control' }).click();
    await site.getByRole('button', { name: 'Allow on this page' }).click();
    await portal.getByText('You can click and type here.').waitFor();

    await portal.evaluate(() => navigator.clipboard.writeText('SN-0815'));
    await tool('Send my clipboard').click();
    await toni.bringToFront();
    const offered = toni.getByRole('dialog', { name: 'Take over text from Carla Customer?' });
    expect(await offered.getByLabel('Text').inputValue()).toBe('SN-0815');
    await portal.getByText('Toni Technician is being asked something').waitFor();
    const take = offered.getByRole('button', { name: 'Copy to my clipboard' });
    // A click that a script makes copies nothing.
    await take.evaluate((button: HTMLElement) => button.click());
    expect(await violations(toni)).toEqual([]);
    expect(await copied(toni)).not.toBe('SN-0815');
    await take.click();
    await portal.getByText('Toni Technician has copied your text.').waitFor();
    expect(await copied(toni)).toBe('SN-0815');
    await portal.getByText('You sent the text of your clipboard').first().waitFor();

    await toni.evaluate(() => navigator.clipboard.writeText('Licence 42, secret'));
    await tool('Ask Toni Technician for their clipboard').click();
    const asked = toni.getByRole('dialog', { name: 'Send your clipboard to Carla Customer?' });
    await asked.getByRole('button', { name: 'Show the text' }).click();
    await asked.getByLabel('Text').fill('Licence 42');
    expect(await portal.getByRole('dialog').count()).toBe(0);
    await asked.getByRole('button', { name: 'Send' }).click();
    const received = portal.getByRole('dialog', { name: 'Text from Toni Technician' });
    expect(await received.getByLabel('Text').inputValue()).toBe('Licence 42');
    expect(await violations(portal)).toEqual([]);
    await received.getByRole('button', { name: 'Copy to my clipboard' }).click();
    await received.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await copied(portal)).toBe('Licence 42');
    await received.getByRole('button', { name: 'Close' }).click();
    await site.bringToFront();
  });

  test('[I6][I18] Escape in the technician’s mirror takes it back, and one that a script makes does not', async () => {
    const opening = shop.profile.waitForEvent('page');
    await inBar('Mirror').click();
    const mirror = await opening;
    await portal.getByText('You can click and type here.').waitFor();
    await mirror.evaluate(() => {
      const init = { key: 'Escape', bubbles: true };
      document.body.dispatchEvent(new KeyboardEvent('keydown', init));
    });
    const at = await pointAt(portal, site, site.locator('#street'));
    await portal.mouse.click(at.x, at.y);
    await portal.keyboard.type(' b');
    await expect.poll(() => site.locator('#street').inputValue()).toContain(' b');

    await mirror.keyboard.press('Escape');
    await tool('Ask for control').waitFor();
    await bar()
      .getByText(/^Carla Customer controls the tab/)
      .waitFor({ state: 'detached' });
    await mirror.close();
  });
});
