import type { Page } from 'playwright';
import { v7 as uuidV7 } from 'uuid';
import { enterAsTechnician } from '../../support/installation/people.ts';
import { startChat } from './actors.ts';
import type { Look } from './tourStory.ts';

interface Tour {
  /** Origin of a site that carries the demo's one button; nobody is available yet. */
  site: string;
  url: string;
  look: Look;
}

/** The embed on somebody else's site, from the button to a message that was not read; closes the page. */
export async function tourEmbed(page: Page, { site, url, look }: Tour): Promise<void> {
  const launcher = page.getByRole('button', { name: 'Need help?' });
  await page.goto(`${site}/one`);
  await launcher.waitFor();
  await look(page, 'embed-1-button');
  await launcher.click();
  await page.getByText('Leave a message').waitFor();
  await look(page, 'embed-2-closed');
  await page.getByRole('button', { name: 'Close' }).click();

  const technician = await enterAsTechnician(url);
  await technician.request('status:set', { status: 'available' });
  await page.reload();
  await launcher.click();
  await page.getByRole('button', { name: 'Start chat' }).waitFor();
  await look(page, 'embed-3-open');
  await startChat(page);
  const { requests } = await technician.request('requests:list', {});
  const requestId = requests[0]!.id;
  const say = (text: string) => technician.request('chat:post', { requestId, id: uuidV7(), text });
  await technician.request('request:follow', { requestId, afterSeq: 0 });
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  await say('Hello! There is a page about it: https://help.example');
  await page.getByText('There is a page about it').first().waitFor();
  await look(page, 'embed-4-chat');
  await technician.request('share:propose', { requestId });
  await page.getByRole('button', { name: 'Share my screen' }).click();
  await page.getByRole('button', { name: 'Stop sharing' }).waitFor();
  await look(page, 'embed-5-sharing');
  await technician.request('control:request', { requestId, level: 'pointer-and-keyboard' });
  await page.getByRole('button', { name: 'Allow control' }).waitFor();
  await look(page, 'embed-6-control');
  await page.getByRole('button', { name: 'Allow control' }).click();
  await page.getByRole('button', { name: 'Take back control' }).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await say('Now I have it.');
  await page.getByRole('button', { name: /unread/ }).waitFor();
  await look(page, 'embed-7-unread-controlled');
  await page.getByRole('button', { name: 'Stop sharing' }).click();
  await launcher.click();
  await page.getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('button', { name: 'End now' }).waitFor();
  await look(page, 'embed-8-end');
  await page.getByRole('button', { name: 'End now' }).click();
  await page.getByRole('button', { name: 'Start a new chat' }).waitFor();
  await look(page, 'embed-9-ended');
  await technician.request('status:set', { status: 'away' });
  technician.close();
  await page.context().close();
}
