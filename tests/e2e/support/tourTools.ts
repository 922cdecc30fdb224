import type { Page } from 'playwright';
import type { Look } from './tourStory.ts';

/** What a technician has at hand in a chat, as both sides see it. */
export async function tourTools(console: Page, portal: Page, look: Look): Promise<void> {
  const message = console.getByLabel('Message', { exact: true });
  await message.click();
  await console.keyboard.type('/');
  await console.getByRole('option').first().waitFor();
  await look(console, 'console-tools-1-replies');
  await console.getByRole('button', { name: 'Manage ready replies' }).click();
  const dialog = console.getByRole('dialog', { name: 'Ready replies' });
  await dialog.getByRole('button', { name: 'New reply' }).waitFor();
  await look(console, 'console-tools-2-manage');
  await dialog.getByRole('button', { name: 'New reply' }).click();
  await dialog.getByLabel('Shortcut').fill('two words');
  await dialog.getByLabel('Text').fill('Hello {{somebody}}');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('cannot be filled in').waitFor();
  await look(console, 'console-tools-3-form');
  await console.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await message.fill('');

  await console.getByRole('button', { name: 'Send a link' }).click();
  const address = console.getByRole('dialog').getByLabel('Address');
  await address.fill('printer');
  await console.getByRole('button', { name: 'Send link' }).click();
  await console.getByText('Please enter a complete address').waitFor();
  await look(console, 'console-tools-4-link');
  await address.fill('https://support.example.test/printers/stripes?page=2');
  await console.getByRole('button', { name: 'Send link' }).click();
  await portal.getByRole('link', { name: /support\.example\.test/ }).waitFor();
  await look(portal, 'portal-4-link');

  await console.keyboard.press('Alt+n');
  const note = console.getByRole('textbox', { name: 'New note' });
  await note.fill('Had the same trouble in spring: it was the driver.');
  await console.getByRole('button', { name: 'Add note' }).click();
  await console.getByRole('button', { name: 'Edit this note' }).waitFor();
  await look(console, 'console-tools-5-notes');
  // On a narrow page the details stand in place of the chat.
  const parts = console.getByRole('radiogroup', { name: 'Parts of the request' });
  const chat = parts.getByText('Chat', { exact: true });
  if (await chat.isVisible()) await chat.click();
}
