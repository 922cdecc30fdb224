import { expect, test } from 'vitest';
import { companiesIn } from '../../support/installation/companies.ts';
import { enterAsCustomer } from '../../support/installation/people.ts';
import { openChat, openConsole, takeRequest } from '../support/actors.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';

const colleague = 'tech2@demo.test';

describeInBrowser('the technician’s tools', () => {
  const beside = bringUpBeside();

  /** A technician in the chat with a customer. */
  async function chatting(name: string, email = '') {
    const customer = await enterAsCustomer(beside.url, { name, email });
    const page = await openConsole(beside);
    await takeRequest(page, name);
    return { customer, page, message: page.getByLabel('Message', { exact: true }) };
  }

  test('[T10] a ready reply by its shortcut, by search, and what only looks like one', async () => {
    const { page, message } = await chatting('Rita Reply');
    const search = page.getByRole('combobox', { name: 'Search ready replies' });
    const hello = 'Hello Rita Reply, this is Toni Technician. How can I help you?';
    await message.click();
    for (const end of [' ', 'Enter', 'Tab']) {
      await page.keyboard.type('/hello');
      await page.keyboard.press(end);
      await expect.poll(() => message.inputValue()).toBe(hello);
      await search.waitFor({ state: 'detached' });
      await message.fill('');
    }

    await page.keyboard.type('Well, ');
    await page.keyboard.press('Control+/');
    await search.waitFor();
    await page.keyboard.type('have a look');
    await page.getByRole('option', { selected: true, name: /^\/screen/ }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => message.inputValue()).toMatch(/^Well, May I have a look/);
    await message.fill('');

    // A path is no reply.
    await page.keyboard.type('/etc/hosts is a file');
    await expect.poll(() => message.inputValue()).toBe('/etc/hosts is a file');
    await message.fill('');
    await page.keyboard.type('/');
    await search.waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { selected: true, name: /^\/hello/ }).waitFor();
    await page.keyboard.press('Backspace');
    await search.waitFor({ state: 'detached' });
    expect(await message.inputValue()).toBe('');
  });

  test('[T10] ready replies are written, refused in words, changed, deleted and brought back', async () => {
    const { page } = await chatting('Minna Manage');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('manage ready');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Ready replies' });
    await dialog.getByRole('button', { name: 'New reply' }).click();
    await dialog.getByLabel('Shortcut').fill('order');
    await dialog.getByLabel('Text').fill('Your order {{number}} is on its way.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('{{number}} is not known and cannot be filled in.').waitFor();
    await dialog.getByLabel('Text').fill('Your order is on its way, {{customer.name}}.');
    await dialog.getByRole('button', { name: 'Save' }).click();

    await dialog.getByRole('button', { name: 'Edit /order' }).click();
    await dialog.getByLabel('Shortcut').fill('sent');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: 'Delete /sent' }).click();
    await dialog.getByText('/sent was deleted.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Edit /sent' }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByRole('button', { name: 'Edit /sent' }).waitFor();
    // The account's are for managers to change.
    expect(await dialog.getByRole('button', { name: 'Edit /hello' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByLabel('Message', { exact: true }).click();
    await page.keyboard.type('/sent ');
    await expect
      .poll(() => page.getByLabel('Message', { exact: true }).inputValue())
      .toBe('Your order is on its way, Minna Manage.');
  });

  test('[T10] a link that is sent opens on the customer’s own click, in a page of its own', async () => {
    const page = await openConsole(beside);
    const portal = await beside.open();
    await openChat(portal, beside.url, 'Lisa Link');
    await takeRequest(page, 'Lisa Link');
    await page.getByRole('button', { name: 'Send a link' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send Lisa Link a link' });
    await dialog.getByLabel('Address').fill('example.test');
    await dialog.getByRole('button', { name: 'Send link' }).click();
    await dialog.getByText('Please enter a complete address').waitFor();
    const url = `${beside.url}/join`;
    await dialog.getByLabel('Address').fill(url);
    await dialog.getByRole('button', { name: 'Send link' }).click();
    await dialog.waitFor({ state: 'detached' });

    const link = portal.getByRole('link', { name: url });
    await link.waitFor();
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await link.locator('b').innerText()).toBe(new URL(url).host);
    expect(portal.context().pages()).toHaveLength(1);
    const [opened] = await Promise.all([portal.context().waitForEvent('page'), link.click()]);
    await opened.waitForURL(url);
    expect(await opened.evaluate(() => window.opener === null)).toBe(true);
  });

  test('[T10] notes are live between two technicians; each changes their own', async () => {
    const { page, customer } = await chatting('Nora Note');
    const other = await openConsole(beside, colleague);
    await other.goto(`${beside.url}/console/requests/${customer.requestId}`);
    const [mine, theirs] = [page, other].map((one) => one.getByRole('region', { name: 'Notes' }));
    await theirs!.getByText('No notes yet.').waitFor();
    await page.keyboard.press('Alt+n');
    await page.keyboard.type('The serial number is on the back.');
    await page.keyboard.press('Control+Enter');
    await theirs!.getByText('The serial number is on the back.').waitFor();
    expect(await theirs!.getByRole('button', { name: 'Edit this note' }).count()).toBe(0);
    await mine!.getByRole('button', { name: 'Edit this note' }).click();
    await mine!.getByRole('textbox', { name: 'Note', exact: true }).fill('It is under the lid.');
    await mine!.getByRole('button', { name: 'Save' }).click();
    await theirs!.getByText('It is under the lid.').waitFor();
    await theirs!.getByText('edited').waitFor();
    await mine!.getByRole('button', { name: 'Delete this note' }).click();
    await theirs!.getByText('No notes yet.').waitFor();
  });

  test('[T10] the same customer’s earlier requests are listed, and one click away', async () => {
    const email = 'paula@example.test';
    const first = await enterAsCustomer(beside.url, {
      name: 'Paula Past',
      email,
      question: 'The first question of all',
    });
    first.close();
    const { page } = await chatting('Paula Present', email.toUpperCase());
    const previous = page.getByRole('region', { name: 'Previous requests' });
    await previous.getByRole('link', { name: 'The first question of all' }).click();
    await page.getByRole('heading', { name: 'Paula Past' }).waitFor();
    await previous.getByRole('link', { name: 'My printer prints only stripes.' }).waitFor();
  });

  test('[T12] a technician who is limited to a company sees nothing of the others', async () => {
    const { url } = beside;
    const companies = companiesIn(beside.installation);
    const acme = await companies.add('Acme');
    await companies.grant(colleague, [acme]);
    const robin = await openConsole(beside, colleague);
    const toni = await openConsole(beside);
    const ours = await enterAsCustomer(url, { name: 'Olaf Ours' });
    const hidden = await enterAsCustomer(url, { name: 'Hilda Hidden' });
    await companies.move(ours.requestId, acme);
    await toni.getByRole('alertdialog', { name: 'Hilda Hidden' }).waitFor();
    const list = robin.getByRole('navigation');
    await list.getByText('Olaf Ours').waitFor();
    expect(await robin.getByText('Hilda Hidden').count()).toBe(0);
    await robin.goto(`${url}/console/requests/${hidden.requestId}`);
    await robin.getByText('This request does not exist.').waitFor();

    // What is granted comes and goes in the open page.
    await companies.grant(colleague, 'all');
    await robin.getByRole('heading', { name: 'Hilda Hidden' }).waitFor();
    await companies.grant(colleague, []);
    await robin.getByText('This request does not exist.').waitFor();
    await list.getByText('Olaf Ours').waitFor({ state: 'detached' });
    await companies.grant(colleague, 'all');
  });
});
