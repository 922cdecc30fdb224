import type { Page } from 'playwright';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { openChat, openConsole, say, signInToConsole, takeRequest } from '../support/actors.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';
import { openPhone } from '../support/tourPhone.ts';

describeInBrowser('phones', () => {
  const beside = bringUpBeside();
  let console: Page;
  let phone: Page;

  beforeAll(async () => {
    console = await openConsole(beside);
  });
  afterEach(() => phone.context().close());

  test.each([
    ['iPhone', 'iPhone 15', 'Ina iPhone', /iPhones and iPads cannot share/],
    ['Android phone', 'Pixel 7', 'Anton Android', /Android phones and tablets cannot/],
  ] as const)(
    '[P9] [T4] an %s chats, is told that it cannot share its screen, and the technician sees why',
    async (_, device, name, reason) => {
      phone = await openPhone(beside.browser, device);
      await openChat(phone, beside.url, name);
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

  test.each([320, 390])(
    'an administrator’s console, who has most to press, is not wider than %d px',
    async (width) => {
      phone = await beside.open({ viewport: { width, height: 844 } });
      await signInToConsole(phone, beside.url, 'admin@demo.test');
      const signOut = phone.getByRole('button', { name: 'Sign out' });
      const { x, width: own } = (await signOut.boundingBox())!;
      expect(x + own).toBeLessThanOrEqual(width);
    },
  );

  test('[P9] who is asked on a computer and looks on the phone is told there in plain words', async () => {
    phone = await openPhone(beside.browser, 'Pixel 7');
    await openChat(phone, beside.url, 'Thea Two');
    await takeRequest(console, 'Thea Two');
    const stay = await phone.evaluate(() => ({ ...localStorage }));
    const computer = await beside.open();
    await computer.addInitScript((kept: Record<string, string>) => {
      for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
    }, stay);
    await computer.goto(`${beside.url}/p/demo`);
    await computer.getByLabel('Message', { exact: true }).waitFor();

    await console.getByRole('button', { name: 'Upgrade' }).and(console.locator(':enabled')).click();
    await console.getByRole('button', { name: 'Ask now' }).click();
    await computer.getByRole('button', { name: 'Share my screen' }).waitFor();
    const card = phone.getByRole('region', { name: /asks to see your screen/ });
    await card.getByText(/^This browser cannot share a screen/).waitFor();
    expect(await card.getByRole('button', { name: 'Share my screen' }).count()).toBe(0);
  });
});
