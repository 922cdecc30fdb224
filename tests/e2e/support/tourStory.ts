import type { Page } from 'playwright';
import {
  grantControl,
  openChat,
  say,
  shareScreen,
  signInToConsole,
  takeRequest,
} from './actors.ts';
import { choose, pictureOf } from './files.ts';
import { tourTools } from './tourTools.ts';
import { recordFrames, waitForFrames } from './frames.ts';

/** Is called in each state, named in the order of the story: for a picture, or for an examination. */
export type Look = (page: Page, state: string) => Promise<void>;

interface Tour {
  portal: Page;
  console: Page;
  url: string;
  customer: string;
  look: Look;
  /** Until the shared picture shows what the customer's page shows. */
  settled?: () => Promise<void>;
}

/** Plays the story of a request on the demo portal, from the sign-in to the closing. */
export async function tourStory({
  portal,
  console,
  url,
  customer,
  look,
  settled = () => Promise.resolve(),
}: Tour): Promise<void> {
  // Without somebody who is available, the portal is closed.
  await console.goto(`${url}/console`);
  await console.getByLabel('E-mail').waitFor();
  await look(console, 'console-1-sign-in');
  await signInToConsole(console, url);
  await portal.goto(`${url}/p/demo`);
  await portal.getByLabel('Your name').waitFor();
  await look(portal, 'portal-1-form');
  await portal.getByRole('button', { name: 'Start chat' }).click();
  await look(portal, 'portal-2-form-errors');
  await openChat(portal, url, customer);
  await look(portal, 'portal-3-waiting');

  await console.getByText(customer).first().waitFor();
  await look(console, 'console-2-list');
  await console.getByRole('button', { name: 'Status' }).click();
  await console.getByRole('menuitem', { name: 'Notifications…' }).click();
  await console.getByRole('button', { name: 'Save' }).waitFor();
  await look(console, 'console-9-notifications');
  await console.keyboard.press('Escape');
  await takeRequest(console, customer);
  await say(console, 'Hello! I am Toni. May I have a look at what you see?');
  await say(portal, 'Yes please. It began this morning, after the update.');
  await console.getByText('It began this morning').first().waitFor();
  await look(console, 'console-3-chat');
  await tourTools(console, portal, look);
  await look(portal, 'portal-4-chat');
  const image = await pictureOf(portal, 1200, 800);
  await choose(portal, [
    { name: 'printout.png', mimeType: 'image/png', buffer: image },
    { name: 'driver.log', mimeType: 'text/plain', buffer: Buffer.from('error 49\n') },
    { name: 'setup.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
  ]);
  for (const page of [console, portal]) {
    await page.getByRole('img', { name: 'Picture printout.png' }).waitFor();
    await page.getByRole('button', { name: 'Download driver.log' }).waitFor();
  }
  await portal.getByText('files of this type are not allowed').waitFor();
  await look(console, 'console-3-files');
  await look(portal, 'portal-4-files');
  await portal.getByRole('button', { name: 'Discard setup.exe' }).click();
  await portal.getByRole('button', { name: 'Show printout.png larger' }).click();
  await portal.getByRole('dialog', { name: 'printout.png' }).waitFor();
  await look(portal, 'portal-4-picture');
  await portal.keyboard.press('Escape');

  await console.getByRole('button', { name: 'Upgrade' }).click();
  await console.getByRole('button', { name: 'Ask now' }).waitFor();
  await look(console, 'console-4-upgrade');
  await console.keyboard.press('Escape');
  await shareScreen(console, portal);
  await recordFrames(console);
  await waitForFrames(console, 3);
  await console.getByText('standby ready').first().waitFor({ state: 'attached' });
  await look(console, 'console-5-viewer');
  await look(portal, 'portal-5-sharing');
  await console.getByRole('button', { name: /^Connection: [EGVW]/ }).click();
  await console.getByRole('img', { name: /^Round trip over/ }).waitFor();
  await look(console, 'console-5-connection');
  await console.keyboard.press('Escape');
  await portal.getByRole('button', { name: 'Details' }).click();
  await portal.getByRole('region', { name: 'What is being shared' }).waitFor();
  await look(portal, 'portal-5-details');
  await portal.getByRole('button', { name: 'Details' }).click();
  await grantControl(console, portal, () => look(portal, 'portal-6-control'));
  await settled();
  await look(console, 'console-6-control');
  await look(portal, 'portal-7-controlled');
  await portal.getByRole('button', { name: 'Pause', exact: true }).click();
  await console.getByText('Paused by the customer').waitFor();
  await look(console, 'console-7-paused');
  await portal.getByRole('button', { name: 'Stop sharing' }).click();
  await portal.getByRole('button', { name: 'End chat' }).click();
  await portal.getByRole('button', { name: 'End now' }).waitFor();
  await look(portal, 'portal-8-end');
  await portal.getByRole('button', { name: 'End now' }).click();
  await portal.getByText('This chat has ended.').first().waitFor();
  await portal.getByRole('radio', { name: 'Good', exact: true }).waitFor();
  await look(portal, 'portal-9-ended');
  await portal.getByRole('radio', { name: 'Good', exact: true }).check();
  await portal.getByLabel('What could we do better?').fill('A little quicker, perhaps.');
  await look(portal, 'portal-10-survey');
  await portal.getByRole('button', { name: 'Send feedback' }).click();
  await portal.getByText('Thank you for your feedback.').waitFor();
  await look(portal, 'portal-11-thanks');
  await console.getByText('4 of 5: Good').first().waitFor({ state: 'attached' });
  await console.getByRole('button', { name: 'Close request' }).first().click();
  await console.getByRole('button', { name: 'Save and close' }).waitFor();
  await look(console, 'console-8-close');
}
