import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import {
  grantControl,
  pointAt,
  say,
  serve,
  shareScreen,
  signInToConsole,
} from './support/actors.ts';
import { bringUpBeside } from './support/bringUp.ts';
import { describeWith } from './support/describeWith.ts';
import { savedText } from './support/files.ts';
import { addWorkbench, recordFrames, waitForFrames } from './support/frames.ts';
import { relay } from './support/relay.ts';
import { invite, writeToTeam } from './support/tourTeam.ts';

describeWith(relay)('two technicians in one session', () => {
  const beside = bringUpBeside({ captureTabTitle: 'Demo' });
  const open = () => beside.open({ viewport: { width: 1440, height: 800 } });

  /** Toni serves the customer, and Robin is at the other console. */
  async function meet(name: string) {
    const [portal, toni, robin] = [await open(), await open(), await open()];
    await signInToConsole(robin, beside.url, 'tech2@demo.test');
    await serve(toni, portal, beside.url, name);
    const accept = async (): Promise<void> => {
      const alert = robin.getByRole('alertdialog', { name });
      await alert.getByText('Invitation from Toni Technician').waitFor();
      await alert.getByRole('button', { name: 'Accept' }).click();
      await robin.getByRole('heading', { name }).waitFor();
    };
    return { portal, toni, robin, accept };
  }

  /** Both consoles show moving pictures of what the customer shares. */
  async function shareWithBoth(portal: Page, toni: Page, robin: Page): Promise<void> {
    await addWorkbench(portal);
    await shareScreen(toni, portal);
    await robin.getByLabel('Shared screen').locator('video').first().waitFor({ state: 'attached' });
    for (const page of [toni, robin]) {
      await recordFrames(page);
      await waitForFrames(page, 10);
    }
  }

  test('[T9][S7][I1] a guest joins, sees the shared screen beside the other, and the hand goes from one to the other', async () => {
    const { portal, toni, robin, accept } = await meet('Gina Guest');
    await invite(toni, { control: true });
    await accept();
    await portal.getByText('Robin Technician has joined the chat.').first().waitFor();
    await portal.getByText('Toni Technician and Robin Technician are here').waitFor();
    await robin
      .getByRole('region', { name: 'My requests' })
      .getByRole('img', { name: 'You are a guest' })
      .waitFor();
    await say(robin, 'Robin here as well.');
    await toni.getByText('Robin here as well.').first().waitFor();
    await portal.getByText('Robin here as well.').first().waitFor();

    await shareWithBoth(portal, toni, robin);
    for (const page of [toni, robin, portal]) {
      await page.getByText('Through the relay').first().waitFor();
    }
    await grantControl(robin, portal);
    await portal.getByText('Robin Technician can click and type.').waitFor();
    const press = await pointAt(robin, portal, portal.locator('#press'));
    await robin.mouse.click(press.x, press.y);
    await portal.locator('#bench[data-pressed="1"]').waitFor();
    const serial = await pointAt(robin, portal, portal.locator('#serial'));
    await robin.mouse.click(serial.x, serial.y);
    await robin.keyboard.type('guest');
    await expect.poll(() => portal.locator('#serial').inputValue()).toBe('guest');

    await toni.getByRole('button', { name: 'Ask to take over' }).click();
    await robin.getByText('Toni Technician asks for control').waitFor();
    await portal.getByRole('dialog', { name: /control over to Toni Technician/ }).waitFor();
    await portal.getByRole('button', { name: 'Allow control' }).click();
    await toni.getByRole('button', { name: 'Release control' }).waitFor();
    await robin.getByText('Another technician has control').waitFor();
    await robin.getByRole('button', { name: 'Ask to take over' }).click();
    await portal.getByRole('button', { name: 'Allow control' }).click();
    await robin.getByRole('button', { name: 'Release control' }).waitFor();
    await toni.getByRole('button', { name: 'End control by Robin Technician' }).click();
    await robin.getByRole('button', { name: 'Request control' }).waitFor();
    await robin.getByRole('button', { name: 'Leave session' }).click();
    await portal.getByText('Robin Technician has left the chat.').first().waitFor();
    await robin.getByText('Toni Technician has this request.').waitFor();
    // Alone again, the picture may go back to the direct way.
    await toni.getByText('Direct connection').first().waitFor();
    await waitForFrames(toni, 5);
  });

  test('[T9] who is masked sees all and says nothing that the customer could see', async () => {
    const { portal, toni, robin, accept } = await meet('Milo Masked');
    await invite(toni, { masked: true });
    await accept();
    await robin.getByText('You are masked').waitFor();
    await shareWithBoth(portal, toni, robin);
    expect(await robin.getByRole('button', { name: 'Request control' }).count()).toBe(0);
    await writeToTeam(robin, 'He has the old driver.');
    await toni.getByRole('tab', { name: /Team.*1 unread/ }).click();
    await toni.getByText('He has the old driver.').first().waitFor();
    await say(portal, 'Is anybody else there?');
    await toni.getByRole('tab', { name: /Customer.*1 unread/ }).waitFor();
    await robin.getByRole('tab', { name: /^Customer/ }).click();
    await robin.getByText('Is anybody else there?').first().waitFor();

    const saved = await savedText(portal, 'Save the chat history');
    const shown = await portal.locator('body').innerText();
    for (const text of [saved, shown]) {
      expect(text).toContain('Is anybody else there?');
      expect(text).not.toContain('Robin');
      expect(text).not.toContain('driver');
    }
    // Shown to the customer, Robin can answer.
    await toni.getByRole('button', { name: /^Robin Technician:/ }).click();
    await toni.getByRole('menuitem', { name: 'Show Robin Technician to the customer' }).click();
    await portal.getByText('Robin Technician has joined the chat.').first().waitFor();
    await say(robin, 'Yes, me.');
    await portal.getByText('Yes, me.').first().waitFor();
  });

  test('[T9][T11] the team is written to by the keyboard alone, and survives a reload', async () => {
    const { toni, robin, accept } = await meet('Kim Keys');
    await invite(toni);
    await accept();
    await toni.getByRole('tab', { name: /^Team/ }).waitFor();
    await toni.keyboard.press('Alt+s');
    await toni.getByLabel('Message to the team').waitFor();
    await expect.poll(() => toni.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await toni.keyboard.type('Between us two');
    await toni.keyboard.press('Enter');
    await robin.getByRole('tab', { name: /Team.*1 unread/ }).waitFor();
    await robin.reload();
    await robin.getByRole('tab', { name: /Team.*1 unread/ }).click();
    await robin.getByText('Between us two').first().waitFor();
    await robin.reload();
    await robin.getByRole('tab', { name: 'Team', exact: true }).waitFor();

    await toni.keyboard.press('Control+k');
    await toni.keyboard.type('remove robin');
    await toni.keyboard.press('Enter');
    await robin.getByText('Toni Technician has this request.').waitFor();
  });
});
