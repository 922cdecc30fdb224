import { devices, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { openChat, takeRequest } from './actors.ts';
import type { Look } from './tourStory.ts';

/** A page on a phone as Playwright describes it; its browser knows no way to capture a screen. */
export async function openPhone(
  browser: Browser,
  name: 'iPhone 15' | 'Pixel 7',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { defaultBrowserType: _, ...device } = devices[name];
  const context = await browser.newContext({ ...device, locale: 'en-GB', ...options });
  await context.addInitScript(() => {
    delete (MediaDevices.prototype as { getDisplayMedia?: unknown }).getDisplayMedia;
  });
  return context.newPage();
}

/** A customer on a phone, whose screen cannot be shared; the technician is signed in. */
export async function tourPhone(
  phone: Page,
  console: Page,
  url: string,
  look: Look,
): Promise<void> {
  await openChat(phone, url, 'Pia Phone');
  await takeRequest(console, 'Pia Phone');
  await phone.getByText(/^This browser cannot share a screen/).waitFor();
  await look(phone, 'portal-phone');
  await console.getByText(/Android phones and tablets cannot/).waitFor();
  await look(console, 'console-phone');
  await phone.getByRole('button', { name: 'End chat' }).click();
  await phone.getByRole('button', { name: 'End now' }).click();
  await phone.getByText('This chat has ended.').first().waitFor();
  await look(phone, 'portal-phone-ended');
}
