import type { Page } from 'playwright';
import type { Look } from './tourStory.ts';

/** Through the management centre, as an administrator sets a new account up. */
export async function tourAdmin(
  page: Page,
  url: string,
  password: string,
  look: Look,
): Promise<void> {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const section = async (name: string): Promise<void> => {
    const menu = button('Sections');
    if (await menu.isVisible()) await menu.click();
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  };

  await page.goto(`${url}/admin`);
  await field('E-mail').fill('admin@demo.test');
  await field('Password').fill(password);
  await button('Sign in').click();
  await page.getByRole('heading', { name: 'Live view' }).waitFor();
  await look(page, 'admin-live');
  await section('Users');
  await page.getByRole('link', { name: 'Toni Technician' }).waitFor();
  await look(page, 'admin-users');

  await button('Invite user').click();
  const dialog = page.getByRole('dialog', { name: 'Invite user' });
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await dialog.getByText('Please fill this in.').first().waitFor();
  await look(page, 'admin-invite');
  await dialog.getByLabel('Name').fill('Nora New');
  await dialog.getByLabel('E-mail').fill(`nora.${Date.now()}@demo.test`);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  // Without mail there is a link to hand over.
  await dialog.getByLabel('Invitation link').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('link', { name: 'Robin Technician' }).click();
  await field('Make access codes').selectOption('Not allowed');
  await look(page, 'admin-user');
  await button('Save').click();
  await page.getByText('Saved.').first().waitFor();
  await page.getByRole('link', { name: 'Robin Technician' }).click();
  await page.getByRole('heading', { name: 'Robin Technician' }).waitFor();
  await field('Make access codes').selectOption('As role and teams: allowed');
  await button('Disable').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await button('Enable again').click();
  await button('Disable').waitFor();

  await section('Users');
  await page.getByRole('link', { name: 'Import users' }).click();
  await field('Table').fill('name,email\nIna,ina@demo.test\nOle,nonsense');
  await button('Check').click();
  await page.getByText('One row is wrong. Nobody has been invited.').waitFor();
  await look(page, 'admin-import');

  await section('Teams');
  await button('Add team').click();
  const team = page.getByRole('dialog', { name: 'Add team' });
  await team.getByLabel('Team name').fill(`North ${Date.now()}`);
  await look(page, 'admin-team');
  await team.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('cell', { name: /North/ }).first().waitFor();
  await section('Roles');
  await look(page, 'admin-roles');

  await section('Companies');
  const company = `Acme ${Date.now()}`;
  await button('Add company').click();
  await field('Company name').fill(company);
  await button('Save').click();
  await page.getByRole('cell', { name: company, exact: true }).waitFor();
  await look(page, 'admin-companies');

  await section('Portals');
  await look(page, 'admin-portals');
  await page.getByRole('link', { name: 'Demo support' }).click();
  const preview = page.frameLocator('iframe[title="Preview"]');
  await field('Greeting').fill('How can we help today?');
  await preview.getByText('How can we help today?').waitFor();
  await field('Phone').selectOption('Required');
  await preview.getByLabel('Phone').waitFor();
  await field('Portal name').fill('');
  await button('Save').click();
  await page.getByText('Please fill this in.').waitFor();
  await field('Portal name').fill('Demo support');
  await look(page, 'admin-portal');
  await section('Settings');
  await look(page, 'admin-settings');
  const both = page.getByLabel('In a window of its own; the chat is in both');
  await both.check();
  await button('Save').click();
  await page.getByText('Saved.').first().waitFor();
  await page.reload();
  await both.and(page.locator(':checked')).waitFor();

  await section('Ready replies');
  await button('New reply').click();
  await field('Shortcut').fill('two words');
  await field('Text').fill('Dear {{nobody}}');
  await button('Save').click();
  await page.getByText('One of the placeholders is not known.').waitFor();
  await field('Shortcut').fill(`tour-${Date.now()}`);
  await field('Text').fill('Hello {{customer.name}}');
  await button('Save').click();
  await page
    .getByRole('cell', { name: /^\/tour-/ })
    .first()
    .waitFor();
  await look(page, 'admin-replies');
  await section('Mobile profiles');
  await look(page, 'admin-profiles');

  await section('API keys');
  await button('Create key').click();
  await field('Key name').fill('CRM');
  await page.getByLabel('Read requests').check();
  await look(page, 'admin-key');
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
  await page.getByRole('textbox', { name: 'Your new key' }).waitFor();
  await button('Done').click();
  await page.getByRole('cell', { name: /^CRM/ }).first().waitFor();
  await look(page, 'admin-keys');

  await section('Webhooks');
  await button('Add webhook').click();
  await field('Webhook name').fill('CRM');
  await field('Address').fill('nonsense');
  await button('Save').click();
  await page.getByText('This is not an address').waitFor();
  await field('Address').fill('http://127.0.0.1:9/hook');
  await look(page, 'admin-webhook');
  await button('Save').click();
  await page.getByRole('textbox', { name: 'Signing secret' }).waitFor();
  await button('Done').click();
  await page.getByRole('link', { name: 'CRM', exact: true }).first().click();
  await button('Send a test').click();
  await page.getByText('A test is on its way.').waitFor();
  // It goes to nobody, and the log says so by itself.
  await page.getByRole('cell', { name: /private network/ }).waitFor();
  await look(page, 'admin-deliveries');
}
