import { v7 as uuidV7 } from 'uuid';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { enterAsCustomer } from '../../support/installation/people.ts';
import { signInToConsole } from '../support/actors.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';
import { violations } from '../support/axe.ts';

describeInBrowser('notifications', () => {
  const beside = bringUpBeside();

  /** A console whose page keeps what it shows on the desktop and how often it is heard. */
  async function openConsole(): Promise<Page> {
    const page = await beside.open({
      viewport: { width: 1280, height: 1000 },
      reducedMotion: 'reduce',
      permissions: ['notifications'],
    });
    await page.context().addInitScript(() => {
      const shown: Notification[] = [];
      let played = 0;
      class Recorded extends Notification {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          shown.push(this);
        }
      }
      const { start } = OscillatorNode.prototype;
      OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
        if (this.context.state === 'running') played += 1;
        start.call(this, when);
      };
      Object.assign(window, { Notification: Recorded, shown, played: () => played });
    });
    await signInToConsole(page, beside.url);
    await page.getByRole('button', { name: 'Status: Available' }).waitFor();
    return page;
  }

  type Recording = { shown: Notification[]; played: () => number };
  const shownOn = (page: Page) =>
    page.evaluate(() =>
      (window as unknown as Recording).shown.map(({ title, body, tag }) => ({ title, body, tag })),
    );
  const playedOn = (page: Page) =>
    page.evaluate<number>(() => (window as unknown as Recording).played());

  /** As if the technician were at another program. */
  const lookAway = (page: Page) =>
    page.evaluate(() => {
      document.hasFocus = () => false;
      window.dispatchEvent(new Event('blur'));
    });

  async function openDialog(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Status' }).click();
    await page.getByRole('menuitem', { name: 'Notifications…' }).click();
    await page.getByRole('dialog', { name: 'Notifications' }).waitFor();
    await page.getByRole('button', { name: 'Save' }).waitFor();
  }

  test('[T6][T8] who looks elsewhere is called by a desktop notification and a tone, and a click leads to the request', async () => {
    const page = await openConsole();
    await lookAway(page);
    const { requestId } = await enterAsCustomer(beside.url, { name: 'Nora' });
    await expect
      .poll(() => shownOn(page))
      .toMatchObject([{ title: 'Nora – New request', tag: `alert:${requestId}` }]);
    await expect.poll(() => playedOn(page)).toBeGreaterThan(0);
    await page.evaluate(() => {
      (window as unknown as Recording).shown[0]?.dispatchEvent(new Event('click'));
    });
    await page.waitForURL(`**/console/requests/${requestId}`);
  });

  test('[T1] two tabs call once, and not at all for what is looked at', async () => {
    const page = await openConsole();
    const second = await page.context().newPage();
    await second.goto(`${beside.url}/console`);
    await second.getByRole('button', { name: 'Status: Available' }).waitFor();
    await second.getByRole('heading', { name: 'Support requests' }).click();
    const customer = await enterAsCustomer(beside.url, { name: 'Theo' });
    const { requestId } = customer;
    await page
      .getByRole('alertdialog', { name: 'Theo' })
      .getByRole('button', { name: 'Accept' })
      .click();
    await page.getByRole('heading', { name: 'Theo' }).waitFor();
    await lookAway(second);
    const before = (await playedOn(page)) + (await playedOn(second));
    const write = (text: string) =>
      customer.request('chat:post', { requestId, id: uuidV7(), text });
    await write('You see this.');
    await page.getByText('You see this.').first().waitFor();
    await second.getByRole('button', { name: 'Status' }).waitFor();
    await lookAway(page);
    await write('You do not.');
    await expect
      .poll(async () => [...(await shownOn(page)), ...(await shownOn(second))])
      .toMatchObject([{ title: 'Theo wrote to you', body: 'You do not.' }]);
    // One chime is two notes.
    await expect
      .poll(async () => (await playedOn(page)) + (await playedOn(second)) - before)
      .toBe(2);
    customer.close();
  });

  test('[T1] a push is shown by the service worker, and the page that registers it is told of a click', async () => {
    const page = await openConsole();
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/console-push.js', { scope: '/console' });
      await navigator.serviceWorker.ready;
    });
    const session = await page.context().newCDPSession(page);
    const registered = new Promise<string>((resolve) =>
      session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const own = registrations.find(({ scopeURL }) => scopeURL.endsWith('/console'));
        if (own) resolve(own.registrationId);
      }),
    );
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.deliverPushMessage', {
      origin: new URL(beside.url).origin,
      registrationId: await registered,
      data: JSON.stringify({ title: 'Pia wrote to you', body: 'Hello', tag: 'x', url: '/console' }),
    });
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const registration = await navigator.serviceWorker.getRegistration('/console');
          return (await registration?.getNotifications())?.map(({ title }) => title);
        }),
      )
      .toEqual(['Pia wrote to you']);
  });

  test('[T1][T6] what is chosen in the dialog is kept, and what is missing is said', async () => {
    const page = await openConsole();
    await openDialog(page);
    await page.getByText('Not set up for this installation: E-mail, Text message.').waitFor();
    const box = page.getByRole('checkbox', { name: 'A message is left: Webhook' });
    await box.check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Please enter an address that begins with https://.').waitFor();
    await page.getByLabel('Webhook address').fill('https://hooks.example.test/me');
    await page.getByLabel('Pop-ups stay for (seconds)').fill('45');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It is shown this once').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.reload();
    await openDialog(page);
    expect(await box.isChecked()).toBe(true);
    expect(await page.getByLabel('Pop-ups stay for (seconds)').inputValue()).toBe('45');
    expect(await page.getByText('It is shown this once').count()).toBe(0);
  });

  test('[T1] the dialog has no finding of axe, light or dark', async () => {
    const page = await openConsole();
    await openDialog(page);
    expect(await violations(page)).toEqual([]);
  });

  test('[T8] who is not signed in is led on to the request afterwards', async () => {
    const { requestId } = await enterAsCustomer(beside.url, { name: 'Olli' });
    const page = await beside.open();
    await page.goto(`${beside.url}/console/requests/${requestId}`);
    await page.getByLabel('E-mail').fill('tech@demo.test');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Olli' }).waitFor();
    expect(page.url()).toContain(requestId);
  });
});
