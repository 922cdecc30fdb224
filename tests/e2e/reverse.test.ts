import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, launchProfile } from '../support/browser/launchBrowser.ts';
import { startTestInstallation } from '../support/installation/testInstallation.ts';
import { placeOn, pointAt, serve } from './support/actors.ts';
import { violations } from './support/axe.ts';
import { bringUp } from './support/bringUp.ts';
import { describeInBrowser } from './support/describeWith.ts';
import { drag, drawnOn, expectNothingDrawn, pointedOn, red } from './support/drawing.ts';
import { startForeignSite, type ForeignSite } from './support/foreignSite.ts';

describeInBrowser('the technician’s screen as the customer has it', () => {
  let shop: ForeignSite;
  let technician: BrowserContext;
  let portal: Page;
  let site: Page;
  let toni: Page;

  const beside = bringUp(async () => {
    const context = { viewport: { width: 1280, height: 720 }, locale: 'en-GB' };
    const [installation, profile, customer] = await Promise.all([
      startTestInstallation(),
      launchProfile({ captureTabTitle: 'Claim', context }),
      launchBrowser(),
    ]);
    technician = profile;
    return { installation, customer };
  });
  beforeAll(async () => {
    shop = await startForeignSite({ beside: beside.url, portal: 'demo-button' });
    site = technician.pages()[0] ?? (await technician.newPage());
    toni = await technician.newPage();
    portal = await beside.open({ viewport: { width: 1280, height: 800 } });
  });
  afterAll(async () => {
    await technician.close();
    await shop.close();
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
    // Without a screen no page ever loses the focus: this is what the browser tells then.
    await site.bringToFront();
    await site.evaluate(() => window.dispatchEvent(new Event('focus')));
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

  test('[I6][S10] what the customer points at and draws lies in the technician’s mirror, who can shut it', async () => {
    const opening = technician.waitForEvent('page');
    await inBar('Mirror').click();
    const mirror = await opening;
    const { x, y } = await middle();
    await portal.mouse.move(x, y);
    await pointedOn(mirror, red);
    await tool('Arrow').click();
    await drag(portal, { x: x - 60, y: y - 40 }, { x: x + 60, y: y + 40 });
    await drawnOn(mirror, red);
    await tool('Undo').click();
    await expectNothingDrawn(mirror, red);
    await tool('Box').click();
    await drag(portal, { x: x - 60, y: y - 40 }, { x: x + 60, y: y + 40 });
    await drawnOn(mirror, red);

    await inBar('No drawing').click();
    await expectNothingDrawn(mirror, red);
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
});
