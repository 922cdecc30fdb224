import type { Page, Locator } from 'playwright';
import { v7 as uuidV7 } from 'uuid';
import { afterEach, expect, test } from 'vitest';
import {
  enterAsCustomer,
  enterAsTechnician,
  postJson,
  requestForm,
} from '../../support/installation/people.ts';
import { openConsole } from '../support/actors.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';

const colleague = 'tech2@demo.test';

describeInBrowser('the console', () => {
  let customers: Awaited<ReturnType<typeof enterAsCustomer>>[] = [];

  // Nobody waits on for a technician, whom the next test would be alerted of.
  afterEach(async () => {
    for (const customer of customers) {
      const { requestId } = customer;
      await customer.request('request:end', { requestId }).catch(() => undefined);
      customer.close();
    }
    customers = [];
  });
  const beside = bringUpBeside();

  async function enter(name: string, slug?: string) {
    const customer = await enterAsCustomer(beside.url, { name }, slug);
    customers.push(customer);
    return customer;
  }

  const alertOf = (page: Page, name: string) => page.getByRole('alertdialog', { name });

  async function accept(page: Page, name: string): Promise<void> {
    await alertOf(page, name).getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('heading', { name }).waitFor();
  }

  async function setStatus(page: Page, status: string): Promise<void> {
    await page.getByRole('button', { name: 'Status' }).click();
    await page.getByRole('menuitemradio', { name: status }).click();
    await page.getByRole('button', { name: `Status: ${status}` }).waitFor();
  }

  test('[R2] who does not take an offer in time is set away, and is told why', async () => {
    const manager = await enterAsTechnician(beside.url, 'manager@demo.test');
    await manager.request('status:set', { status: 'away' });
    const toni = await openConsole(beside);
    await enter('Olga Offer', 'demo-queue');
    await alertOf(toni, 'Olga Offer').waitFor();
    await beside.installation.pass(31_000);
    await toni.getByText('You were set to Away because an offer was not accepted.').waitFor();
    expect(await alertOf(toni, 'Olga Offer').count()).toBe(0);
    await toni.getByRole('button', { name: 'Set me to Available' }).click();
    await toni.getByRole('button', { name: 'Status: Available' }).waitFor();
    await manager.request('status:set', { status: 'available' });
    manager.close();
  });

  test('[T1] a status is the same on all pages, and only who is available is alerted', async () => {
    const first = await openConsole(beside);
    const second = await first.context().newPage();
    await second.goto(`${beside.url}/console`);
    await setStatus(first, 'Away');
    await second.getByRole('button', { name: 'Status: Away' }).waitFor();
    const robin = await openConsole(beside, colleague);
    await enter('Anna Away');
    await alertOf(robin, 'Anna Away').waitFor();
    expect(await alertOf(first, 'Anna Away').count()).toBe(0);
    // Whoever comes back is told what is still open.
    await setStatus(second, 'Available');
    await alertOf(first, 'Anna Away').waitFor();
  });

  test('[T6] all are alerted; the first to accept wins and the others’ pop-ups go', async () => {
    const [toni, robin] = [await openConsole(beside), await openConsole(beside, colleague)];
    await enter('Wilma Waiting');
    await Promise.all([toni, robin].map((page) => alertOf(page, 'Wilma Waiting').waitFor()));
    await expect.poll(() => robin.title()).toMatch(/^\(\d+\) /);
    await accept(toni, 'Wilma Waiting');
    await alertOf(robin, 'Wilma Waiting').waitFor({ state: 'detached' });
    await toni.getByRole('button', { name: 'Join chat' }).waitFor();
    const mine = toni.getByRole('region', { name: 'My requests' });
    await mine.getByRole('link', { name: 'Wilma Waiting' }).waitFor();
  });

  test('[T6] a declined alert goes for this technician alone', async () => {
    const [toni, robin] = [await openConsole(beside), await openConsole(beside, colleague)];
    await enter('Dora Declined');
    await alertOf(robin, 'Dora Declined').waitFor();
    await alertOf(toni, 'Dora Declined').getByRole('button', { name: 'Decline' }).click();
    await alertOf(toni, 'Dora Declined').waitFor({ state: 'detached' });
    expect(await alertOf(robin, 'Dora Declined').count()).toBe(1);
  });

  test('[T7] a code is made, joined with, and shows who came', async () => {
    const toni = await openConsole(beside);
    await toni.getByRole('button', { name: 'Create code' }).click();
    const code = await toni.getByRole('status', { name: /^Access code/ }).innerText();
    expect(code).toMatch(/^\d{3} \d{3} \d{3}$/);
    const form = { ...requestForm({ name: 'Cora Code' }), code };
    const joined = await postJson(`${beside.url}/api/v1/join`, form);
    expect(joined.ok).toBe(true);
    const dialog = toni.getByRole('dialog', { name: 'Access codes' });
    await dialog.getByRole('link', { name: 'Cora Code' }).click();
    await toni.getByRole('heading', { name: 'Cora Code' }).waitFor();
    await toni.getByRole('button', { name: 'Join chat' }).waitFor();

    await toni.getByRole('button', { name: 'Create code' }).click();
    await toni.getByRole('button', { name: /^Cancel the code/ }).click();
    await dialog.getByText('Cancelled').waitFor();
  });

  test('[T9] a transfer is put before the colleague, who takes over', async () => {
    const [toni, robin] = [await openConsole(beside), await openConsole(beside, colleague)];
    await enter('Tara Transfer');
    await accept(toni, 'Tara Transfer');
    await toni.getByRole('button', { name: 'Join chat' }).click();
    await toni.getByRole('button', { name: 'Transfer' }).click();
    await toni.getByRole('radio', { name: /Robin/ }).check();
    await toni.getByRole('button', { name: 'Transfer now' }).click();
    await toni.getByText('Toni Technician offered the request to Robin').first().waitFor();
    await robin.getByText('Transfer from Toni Technician').waitFor();
    await accept(robin, 'Tara Transfer');
    await robin.getByRole('button', { name: 'Join chat' }).click();
    await toni.getByText('Robin Technician has this request.').waitFor();
  });

  test('[T3] several conversations: a key goes from one to the other, and what was not read is counted', async () => {
    const toni = await openConsole(beside);
    const customers = [];
    for (const name of ['Una One', 'Uwe Two']) {
      customers.push(await enter(name));
      await accept(toni, name);
      await toni.getByRole('button', { name: 'Join chat' }).click();
      await toni.getByRole('button', { name: 'Upgrade' }).waitFor();
    }
    const mine = toni.getByRole('region', { name: 'My requests' });
    // What earlier tests left with this technician stands above.
    const keyOf = async (name: string) =>
      (await mine.getByRole('link', { name }).getAttribute('aria-keyshortcuts')) ?? '';
    for (const text of ['Are you there?', 'Hello?']) {
      const { requestId, ...customer } = customers[0] ?? (await enter('Nobody'));
      await customer.request('chat:post', { requestId, id: uuidV7(), text });
    }
    await mine.getByRole('img', { name: '2 unread messages' }).waitFor();
    await toni.keyboard.press(await keyOf('Una One'));
    await toni.getByRole('heading', { name: 'Una One' }).waitFor();
    await toni.getByText('Hello?').first().waitFor();
    await mine.getByRole('img', { name: /unread/ }).waitFor({ state: 'detached' });
    await toni.keyboard.press(await keyOf('Uwe Two'));
    await toni.getByRole('heading', { name: 'Uwe Two' }).waitFor();

    await toni.getByRole('button', { name: 'Unassign' }).click();
    await mine.getByRole('link', { name: 'Uwe Two' }).waitFor({ state: 'detached' });
    expect(await mine.getByRole('link', { name: 'Una One' }).count()).toBe(1);
  });

  test('[T11] accept, join and answer by the keyboard alone', async () => {
    const toni = await openConsole(beside);
    const customer = await enter('Kira Keyboard');
    await customer.request('request:follow', { requestId: customer.requestId, afterSeq: 0 });
    await alertOf(toni, 'Kira Keyboard').waitFor();
    await toni.keyboard.press('Alt+a');
    await toni.getByRole('heading', { name: 'Kira Keyboard' }).waitFor();

    const command = async (words: string): Promise<void> => {
      await toni.keyboard.press('Control+k');
      await expect
        .poll(() => isFocused(toni.getByRole('combobox', { name: 'Commands' })))
        .toBe(true);
      await toni.keyboard.type(words);
      // It may be offered only when the conversation that was just opened is there.
      await toni.getByRole('option').first().waitFor();
      await toni.keyboard.press('Enter');
    };
    await command('join');
    await toni.getByRole('button', { name: 'Upgrade' }).waitFor();

    const heard = customer.next('chat:entry', ({ entry }) => entry.kind === 'message');
    await expect.poll(() => toni.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await toni.keyboard.type('Good morning!');
    await toni.keyboard.press('Enter');
    expect((await heard).entry).toMatchObject({ text: 'Good morning!' });

    await command('status busy');
    await toni.getByRole('button', { name: 'Status: Busy' }).waitFor();
    await command('status available');
    await toni.getByRole('button', { name: 'Status: Available' }).waitFor();
  });
});

const isFocused = async (field: Locator): Promise<boolean> =>
  (await field.count()) > 0 && field.evaluate((element) => element === document.activeElement);
