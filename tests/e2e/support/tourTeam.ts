import type { Page } from 'playwright';
import {
  grantControl,
  openChat,
  say,
  shareScreen,
  signInToConsole,
  takeRequest,
} from './actors.ts';
import { recordFrames, waitForFrames } from './frames.ts';
import type { Look } from './tourStory.ts';

interface Tour {
  portal: Page;
  console: Page;
  /** The console of the colleague who is invited. */
  guest: Page;
  url: string;
  customer: string;
  look: Look;
}

/** Has a colleague invited from the dialog, and leaves the answer to them. */
export async function invite(
  console: Page,
  { name = 'Robin Technician', masked = false, control = false } = {},
): Promise<void> {
  await console.getByRole('button', { name: 'Invite', exact: true }).click();
  await console.getByRole('radio', { name: new RegExp(name) }).check();
  if (control) await console.getByRole('radio', { name: 'Also control' }).check();
  if (masked) await console.getByRole('switch', { name: 'Masked' }).check();
  await console.getByRole('button', { name: 'Invite now' }).click();
  await console.getByRole('list', { name: 'Technicians in this session' }).waitFor();
}

/** A colleague signs in, is invited into the customer's session, and comes. */
export async function bringIn(
  guest: Page,
  console: Page,
  url: string,
  customer: string,
  how: Parameters<typeof invite>[1] = {},
): Promise<void> {
  await signInToConsole(guest, url, 'tech2@demo.test');
  await invite(console, how);
  const alert = guest.getByRole('alertdialog', { name: customer });
  await alert.getByRole('button', { name: 'Accept' }).click();
}

export async function writeToTeam(console: Page, text: string): Promise<void> {
  await console.getByRole('tab', { name: /^Team/ }).click();
  await console.getByLabel('Message to the team').fill(text);
  await console.getByRole('button', { name: 'Send to the team' }).click();
}

/** Plays what two technicians do in one session, from the invitation to the transfer. */
export async function tourTeam({
  portal,
  console,
  guest,
  url,
  customer,
  look,
}: Tour): Promise<void> {
  await signInToConsole(guest, url, 'tech2@demo.test');
  await signInToConsole(console, url);
  await openChat(portal, url, customer);
  await takeRequest(console, customer);
  await say(console, 'I am asking a colleague who knows this printer.');
  await console.getByRole('button', { name: 'Invite', exact: true }).click();
  await console.getByRole('radio', { name: /Robin/ }).check();
  await look(console, 'team-1-invite');
  await console.getByRole('radio', { name: 'Also control' }).check();
  await console.getByRole('button', { name: 'Invite now' }).click();
  const alert = guest.getByRole('alertdialog', { name: customer });
  await alert.getByText('Invitation from Toni Technician').waitFor();
  await look(guest, 'team-2-invitation');
  await alert.getByRole('button', { name: 'Accept' }).click();
  await guest.getByRole('heading', { name: customer }).waitFor();
  await portal.getByText('Robin Technician has joined the chat.').first().waitFor();
  await say(guest, 'Good morning, Robin here as well.');
  await portal.getByText('Robin here as well').first().waitFor();
  await look(portal, 'team-3-portal');

  await writeToTeam(console, 'It is the old driver again, I think.');
  await guest.getByRole('tab', { name: /Team.*1 unread/ }).waitFor();
  await look(guest, 'team-4-unread');
  await writeToTeam(guest, 'Yes. Let me show them where to click.');
  await console.getByText('Let me show them').first().waitFor();
  await look(console, 'team-5-side-chat');

  await shareScreen(console, portal);
  for (const page of [console, guest]) {
    await page.getByLabel('Shared screen').locator('video').first().waitFor({ state: 'attached' });
    await recordFrames(page);
    await waitForFrames(page, 3);
  }
  await look(guest, 'team-6-guest-viewer');
  await grantControl(guest, portal, () => look(portal, 'team-7-control'));
  await look(console, 'team-8-other-hand');
  await console.getByRole('button', { name: 'End control by Robin Technician' }).click();
  await guest.getByRole('button', { name: 'Request control' }).waitFor();
  await console.getByRole('button', { name: /^Robin Technician:/ }).click();
  await console.getByRole('menuitem', { name: 'Remove Robin Technician' }).waitFor();
  await look(console, 'team-9-member');
  await console.getByRole('menuitem', { name: 'Remove Robin Technician' }).click();
  await portal.getByText('Robin Technician has left the chat.').first().waitFor();

  await invite(console, { masked: true });
  await guest.getByRole('alertdialog', { name: customer }).getByText('Masked').waitFor();
  await guest.getByRole('button', { name: 'Accept' }).click();
  // Where there is no room for both, the picture is in front.
  await guest.getByText('Chat', { exact: true }).click();
  await guest.getByRole('tab', { name: /^Customer/ }).click();
  await guest.getByText('You are masked').waitFor();
  await look(guest, 'team-10-masked');
  await guest.getByRole('button', { name: 'Leave session' }).click();
  await console
    .getByRole('list', { name: 'Technicians in this session' })
    .waitFor({ state: 'detached' });

  await console.getByRole('button', { name: 'Transfer', exact: true }).click();
  await console.getByRole('radio', { name: /Robin/ }).check();
  await console.getByRole('button', { name: 'Transfer now' }).click();
  await console.getByRole('button', { name: 'Withdraw transfer' }).waitFor();
  await look(console, 'team-11-transfer-pending');
  await console.getByRole('button', { name: 'Withdraw transfer' }).click();
  await console.getByRole('button', { name: 'Join chat' }).waitFor();
  await console.getByRole('button', { name: 'Close request' }).click();
  await console.getByRole('button', { name: 'Save and close' }).click();
}
