import type { Locator, Page } from 'playwright';
import { technicianUrl } from '../../support/installation/nodes.ts';
import { demoPassword } from '../../support/installation/testInstallation.ts';
import type { Beside } from './bringUp.ts';

const question = 'My printer prints only stripes.';

/** Presses the button of a form that is filled in, and waits for the chat. */
export async function startChat(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start chat' }).click();
  await page.getByLabel('Message', { exact: true }).waitFor();
}

/** Opens the portal, fills the form in and starts the chat, as a customer does; somebody has to be available. */
export async function openChat(page: Page, url: string, name = 'Carla Customer'): Promise<void> {
  await page.goto(`${url}/p/demo`);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Your question').fill(question);
  await startChat(page);
  await page.getByText('You are in the list.').waitFor();
}

export async function signInToConsole(
  page: Page,
  url: string,
  email = 'tech@demo.test',
): Promise<void> {
  await page.goto(`${technicianUrl(url)}/console`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Support requests' }).waitFor();
}

/** A technician's console in a window of its own, once they are available. */
export async function openConsole(beside: Beside, email?: string): Promise<Page> {
  const page = await beside.open({ viewport: { width: 1440, height: 900 } });
  await signInToConsole(page, beside.url, email);
  await page.getByRole('button', { name: 'Status: Available' }).waitFor();
  return page;
}

/** Selects the customer's request, takes it and joins the chat. */
export async function takeRequest(console: Page, customer = 'Carla Customer'): Promise<void> {
  await console.getByText(customer).first().click();
  await console.getByRole('button', { name: 'Assign to me' }).click();
  await console.getByRole('button', { name: 'Join chat' }).click();
  await console.getByRole('button', { name: 'Upgrade' }).waitFor();
}

/** A technician signs in, without whom the portal is closed; a customer comes, and their request is taken. */
export async function serve(
  console: Page,
  portal: Page,
  url: string,
  name?: string,
): Promise<void> {
  await signInToConsole(console, url);
  await openChat(portal, url, name);
  await takeRequest(console, name);
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** The technician asks, the customer agrees, the browser's picker is answered by its own flag. */
export async function shareScreen(console: Page, portal: Page): Promise<void> {
  await console.getByRole('button', { name: 'Upgrade' }).click();
  await console.getByRole('button', { name: 'Ask now' }).click();
  await portal.getByRole('button', { name: 'Share my screen' }).click();
  await console.getByLabel('Shared screen').locator('video').first().waitFor({ state: 'attached' });
}

/** @param asked is called while the question is in front of the customer */
export async function grantControl(
  console: Page,
  portal: Page,
  asked: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await console.getByRole('button', { name: 'Request control' }).click();
  await portal.getByRole('button', { name: 'Allow control' }).waitFor();
  await asked();
  await portal.getByRole('button', { name: 'Allow control' }).click();
  await console.getByRole('button', { name: 'Release control' }).waitFor();
}

/** The one of the two stacked pictures that is on top. */
export function shownPicture(console: Page): Locator {
  return console.locator('video[style*="opacity: 1"]');
}

/**
 * Where a point of the customer's window is seen on the technician's stage.
 *
 * @param target an element of the customer's page; its middle is meant
 */
export async function pointAt(console: Page, portal: Page, target: Locator) {
  const box = await target.boundingBox();
  if (!box) throw new Error('the target is not to be seen');
  return placeOn(console, portal, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
}

/** Where a point of a shared window, in its CSS px, is seen on the technician's stage. */
export async function placeOn(console: Page, shared: Page, point: { x: number; y: number }) {
  const viewport = shared.viewportSize();
  const picture = await shownPicture(console).boundingBox();
  if (!viewport || !picture) throw new Error('the picture is not to be seen');
  return {
    x: picture.x + (point.x * picture.width) / viewport.width,
    y: picture.y + (point.y * picture.height) / viewport.height,
  };
}
