import type { Page } from 'playwright';
import { enterAsTechnician } from '../../support/installation/people.ts';
import { startChat } from './actors.ts';
import type { Look } from './tourStory.ts';

/** The ways in besides the first portal, and what a customer meets who has to wait; closes the page. */
export async function tourPortals(page: Page, url: string, look: Look): Promise<void> {
  await page.goto(`${url}/p/demo`);
  await page.getByText('Nobody is available').waitFor();
  await look(page, 'portal-closed-1');
  await page.getByLabel('Your name').fill('Mia Message');
  await page.getByLabel('E-mail').fill('mia@example.test');
  await page.getByLabel('Your question').fill('Please write to me about my printer.');
  await page.getByRole('button', { name: 'Send message' }).click();
  await page.getByRole('heading', { name: 'We have your message.' }).waitFor();
  await look(page, 'portal-closed-2-left');

  await page.goto(`${url}/join`);
  await page.getByLabel('Access code').fill('123456789');
  await page.getByText('What is recorded').click();
  await look(page, 'portal-join-1');
  await page.getByLabel('Your name').fill('Jo Join');
  await page.getByRole('button', { name: 'Start chat' }).click();
  await page.getByText('This code does not work.').waitFor();
  await look(page, 'portal-join-2-wrong');
  await page.goto(`${url}/p/demo-pin`);
  await page.getByLabel('Access code').waitFor();
  await look(page, 'portal-pin');

  const before = await page.context().newPage();
  const inLine = [before, page];
  for (const waiting of inLine) {
    await waiting.goto(`${url}/p/demo-queue`);
    // Both share the browser's storage: each has to begin anew.
    await waiting.evaluate(() => localStorage.clear());
    await waiting.reload();
    await waiting.getByLabel('Your name').fill('Lina Line');
    await waiting.getByLabel('Your question').fill('How long will it take?');
    await startChat(waiting);
    await waiting.getByText(/You are (next|number)/).waitFor();
  }
  await look(page, 'portal-queue');
  for (const waiting of inLine) {
    await waiting.getByRole('button', { name: 'End chat' }).click();
    await waiting.getByRole('button', { name: 'End now' }).click();
    await waiting.getByText('This chat has ended.').waitFor();
  }

  const technicians = await Promise.all(
    ['tech@demo.test', 'tech2@demo.test'].map((email) => enterAsTechnician(url, email)),
  );
  await Promise.all(
    technicians.map(({ request }) => request('status:set', { status: 'available' })),
  );
  await page.goto(`${url}/p/demo-button`);
  await page.getByRole('button', { name: 'Start chat' }).waitFor();
  await look(page, 'portal-button');
  await page.goto(`${url}/p/demo-match`);
  await page.getByRole('button', { name: 'Start chat' }).click();
  await page.getByText('Please choose who should help you.').waitFor();
  await look(page, 'portal-match-1-errors');
  await page.getByRole('radio', { name: 'Robin Technician' }).check();
  await page.getByLabel('Your name').fill('Mara Match');
  await look(page, 'portal-match-2');
  for (const { close } of technicians) close();
  await page.context().close();
}
