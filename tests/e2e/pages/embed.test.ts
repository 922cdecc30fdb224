import type { BrowserContextOptions, Page } from 'playwright';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BesideApi } from '../../../client/src/embed/besideApi.ts';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import { signIn } from '../../support/installation/people.ts';
import { settingsIn } from '../../support/installation/settings.ts';
import { nextFile, tinyPng, upload } from '../../support/installation/upload.ts';
import { say, shareScreen, signInToConsole, startChat } from '../support/actors.ts';
import { examination, findings } from '../support/axe.ts';
import { bringHelpers } from '../support/bringHelpers.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';
import { choose } from '../support/files.ts';
import { startForeignSite, type ForeignSite } from '../support/foreignSite.ts';
import { recordFrames, waitForFrames } from '../support/frames.ts';
import { tourEmbed } from '../support/tourEmbed.ts';

declare global {
  interface Window {
    Beside?: BesideApi;
  }
}

describeInBrowser('the embed on a foreign site', () => {
  let site: ForeignSite;
  const { technician } = bringHelpers(() => beside.url);
  const beside = bringUpBeside({ captureTabTitle: 'Basket' });
  beforeAll(async () => {
    site = await startForeignSite({ beside: beside.url, portal: 'demo-button' });
  });
  afterAll(() => site.close());

  async function open(more: BrowserContextOptions = {}): Promise<Page> {
    const page = await beside.open({
      viewport: { width: 1280, height: 800 },
      // Colours in the middle of a movement are nobody's choice.
      reducedMotion: 'reduce',
      ...more,
    });
    page.context().setDefaultTimeout(15_000);
    return page;
  }

  const launcher = (page: Page) => page.getByRole('button', { name: 'Need help?' });
  const panel = (page: Page) => page.getByRole('dialog', { name: 'Demo – Support' });

  async function visit(page: Page, path = '/one'): Promise<void> {
    await page.goto(site.origin + path);
    await launcher(page).or(panel(page)).waitFor();
  }

  /** Opens the panel, begins a chat in it, and has it taken. */
  async function chat(page: Page) {
    const helper = await technician();
    await visit(page);
    await launcher(page).click();
    await startChat(page);
    const { requests } = await helper.request('requests:list', {});
    const requestId = requests[0]!.id;
    await helper.request('request:follow', { requestId, afterSeq: 0 });
    await helper.request('request:assign', { requestId });
    await helper.request('request:join', { requestId });
    // Which is news as well, where the panel is closed before it has come.
    await panel(page).getByText('Toni Technician has joined the chat.').first().waitFor();
    const write = (text: string) => helper.request('chat:post', { requestId, id: uuidV7(), text });
    return { helper, requestId, write };
  }

  test('[P8][S1][I3] a chat that goes on over pages of the site, and shares the page it is on', async () => {
    const console = await open({ viewport: { width: 1440, height: 900 } });
    await signInToConsole(console, beside.url);
    const page = await open();
    await visit(page);
    await launcher(page).click();
    await startChat(page);
    await console.getByRole('button', { name: 'Accept' }).click();
    await console.getByRole('button', { name: 'Join chat' }).click();
    await say(console, 'Hello, what is it about?');
    await page.getByText('Hello, what is it about?', { exact: true }).waitFor();
    await say(page, 'My basket is empty.');
    await console.getByText('My basket is empty.').first().waitFor();

    await page.getByRole('link', { name: 'Go on' }).click();
    await page.waitForURL('**/two');
    await panel(page).getByText('Hello, what is it about?', { exact: true }).waitFor();
    await panel(page).getByText('My basket is empty.').waitFor();
    await say(page, 'It is this page.');
    await console.getByText('It is this page.').first().waitFor();

    await shareScreen(console, page);
    await page.getByText('You are sharing this page with Toni Technician').waitFor();
    // Something that moves: of a page at rest there is nothing to show.
    await page.evaluate(() => {
      let hue = 0;
      const draw = (): void => {
        document.body.style.backgroundColor = `hsl(${(hue += 5)} 60% 90%)`;
        requestAnimationFrame(draw);
      };
      draw();
    });
    await recordFrames(console);
    await waitForFrames(console, 3);
    // Put away, the panel takes the chat with it, and never the reminder (rule S4).
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Stop sharing' }).click();
    await console.getByRole('button', { name: 'Upgrade' }).waitFor();
  });

  test.each(['demo', 'demo-match', 'demo-queue', 'demo-pin'])(
    '[P2][P8] the other portals stand in a panel too: /p/%s',
    async (portal) => {
      const helper = await technician();
      const shop = await startForeignSite({ beside: beside.url, portal });
      const page = await open();
      await page.goto(`${shop.origin}/one`);
      await launcher(page).click();
      await page.getByLabel('Your name').fill(`Petra ${portal}`);
      const { code } = await helper.request('code:create', {});
      const filled: Record<string, string> =
        portal === 'demo-pin'
          ? { 'Access code': code.digits ?? '' }
          : { 'Your question': 'Is this the right form?' };
      for (const [label, value] of Object.entries(filled)) {
        await page.getByLabel(label).fill(value);
      }
      if (portal === 'demo-match')
        await page.getByRole('radio', { name: 'Toni Technician' }).check();
      await startChat(page);
      const { requests } = await helper.request('requests:list', {});
      expect(requests[0]?.customer.name).toBe(`Petra ${portal}`);
      await page.getByRole('button', { name: 'End chat' }).click();
      await page.getByRole('button', { name: 'End now' }).click();
      await page.getByRole('button', { name: 'Start a new chat' }).waitFor();
      await shop.close();
    },
  );

  test('[P8][F1] files go to and fro in the panel, and a picture shows itself', async () => {
    const page = await open();
    const { helper, requestId } = await chat(page);
    const attach = panel(page).getByRole('button', { name: 'Attach a file' });
    await attach.waitFor();
    const told = nextFile(helper);
    await choose(page, [
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Two lines.\n') },
    ]);
    expect((await told).file.name).toBe('notes.txt');
    const download = page.waitForEvent('download');
    await panel(page).getByRole('button', { name: 'Download notes.txt' }).click();
    expect((await download).suggestedFilename()).toBe('notes.txt');

    const sender = { cookie: await signIn(beside.url) };
    await upload(beside.url, sender, requestId, 'dot.png', tinyPng);
    await panel(page).getByRole('img', { name: 'Picture dot.png' }).waitFor();
    await panel(page).getByRole('button', { name: 'Show dot.png larger' }).click();
    const large = page.getByRole('dialog', { name: 'dot.png' });
    await large.waitFor();
    // Escape is meant for the picture; the panel stays.
    await page.keyboard.press('Escape');
    await large.waitFor({ state: 'detached' });
    await attach.waitFor();
    expect(new URL(page.url()).origin).toBe(site.origin);
  });

  test('[P6] the page of the site is what the customer came from', async () => {
    const page = await open();
    const { helper, requestId } = await chat(page);
    const { details } = await helper.request('request:follow', { requestId, afterSeq: 0 });
    expect(details?.source.referrer).toBe(`${site.origin}/one`);
  });

  test('[P8] what was said while the panel was closed is counted and announced, on the next page too', async () => {
    const page = await open();
    const { write } = await chat(page);
    await page.getByRole('button', { name: 'Close' }).click();
    await write('Are you still there?');
    await page.getByRole('button', { name: 'Need help? 1 unread message', exact: true }).waitFor();
    const announced = page.locator('beside-embed').getByRole('status');
    await announced.filter({ hasText: 'Toni Technician: Are you still there?' }).waitFor();
    await page.goto(`${site.origin}/two`);
    await page.getByRole('button', { name: 'Need help? 1 unread message', exact: true }).waitFor();
    await write('Hello?');
    await page.getByRole('button', { name: 'Need help? 2 unread messages' }).click();
    await panel(page).getByText('Hello?', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Need help?', exact: true }).waitFor();
  });

  test("[P8] by keyboard: Escape closes to the button, and the page's own shortcuts hear nothing", async () => {
    const page = await open();
    await chat(page);
    await page.getByLabel('Message', { exact: true }).focus();
    await page.keyboard.type('abc');
    await page.getByRole('button', { name: 'End chat' }).click();
    await page.getByRole('button', { name: 'Keep chatting' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keep chatting' }).waitFor({ state: 'detached' });
    await panel(page).waitFor();
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
    await expect
      .poll(() => launcher(page).evaluate((button) => button.matches(':focus')))
      .toBe(true);
    expect(await page.evaluate(() => (window as unknown as { pressed: string[] }).pressed)).toEqual(
      [],
    );
    await page.keyboard.press('Enter');
    await panel(page).waitFor();
    expect(await page.getByLabel('Message', { exact: true }).inputValue()).toBe('abc');
  });

  test('[P8] the next page keeps the focus where it was put there', async () => {
    const page = await open();
    await chat(page);
    await page.goto(`${site.origin}/two`);
    await page.getByLabel('Search').focus();
    await page.getByLabel('Message', { exact: true }).waitFor();
    expect(await page.getByLabel('Search').evaluate((field) => field.matches(':focus'))).toBe(true);
  });

  test('[S2] a session window goes on with the panel’s conversation, and its address keeps no secret', async () => {
    await settingsIn(beside.installation).setUpgradeChat('moves');
    const page = await open();
    const { helper, requestId, write } = await chat(page);
    await write('May I have a look?');
    await panel(page).getByText('May I have a look?', { exact: true }).first().waitFor();
    await helper.request('share:propose', { requestId });
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Share my screen' }).click();
    const session = await opened;
    await session.getByText('May I have a look?', { exact: true }).first().waitFor();
    expect(session.url()).toBe(`${beside.url}/p/demo-button/session`);
    await panel(page).getByRole('heading', { name: 'The conversation has moved' }).waitFor();
    await session.reload();
    await session.getByText('May I have a look?', { exact: true }).first().waitFor();
    await session.close();
    await panel(page).getByText('May I have a look?', { exact: true }).first().waitFor();
    await settingsIn(beside.installation).setUpgradeChat('same-page');
  });

  test('[P4] closed, the one button takes a message, with a way to answer it', async () => {
    const page = await open();
    await visit(page);
    await launcher(page).click();
    await page.getByText('Nobody is available at the moment.').waitFor();
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('Please tell us what it is about.').waitFor();
    await page.getByLabel('E-mail').fill('mia@example.test');
    await page.getByLabel('Your question').fill('Where is my parcel?');
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByRole('heading', { name: 'We have your message.' }).waitFor();
    const helper = await technician();
    const { requests } = await helper.request('requests:list', {});
    expect(requests.find(({ question }) => question === 'Where is my parcel?')).toMatchObject({
      phase: 'message-left',
      customer: { email: 'mia@example.test' },
    });
  });

  test('[O7] the page opens and closes it by window.Beside, and hears what happens', async () => {
    await technician();
    const page = await open();
    await page.addInitScript(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      document.addEventListener('DOMContentLoaded', () => {
        const look = (): void => {
          if (!window.Beside) return void setTimeout(look, 5);
          for (const event of ['opened', 'closed', 'request-started', 'request-ended'] as const) {
            window.Beside.on(event, () => heard.push(event));
          }
          window.Beside.open();
        };
        look();
      });
    });
    await visit(page);
    await startChat(page);
    await page.getByRole('button', { name: 'End chat' }).click();
    await page.getByRole('button', { name: 'End now' }).click();
    await page.getByRole('button', { name: 'Start a new chat' }).waitFor();
    await page.evaluate(() => window.Beside?.close());
    await launcher(page).waitFor();
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    expect(heard).toEqual(['opened', 'request-started', 'request-ended', 'closed']);
  });

  test('[P8] a tag that is there twice, and a page that exchanges its body, have one button', async () => {
    const page = await open();
    await visit(page);
    await page.evaluate((src) => {
      const again = document.createElement('script');
      again.dataset['portal'] = 'demo';
      const policy = { createScriptURL: (url: string) => url };
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy(name: string, rules: typeof policy): typeof policy };
      };
      again.src = trustedTypes.createPolicy('test', policy).createScriptURL(src);
      const loaded = new Promise((resolve) => (again.onload = resolve));
      document.head.append(again);
      return loaded;
    }, `${beside.url}/embed.js`);
    await page.evaluate(() => document.body.replaceWith(document.createElement('body')));
    await launcher(page).click();
    await panel(page).waitFor();
    expect(await page.locator('beside-embed').count()).toBe(1);
  });

  test('[P8] a site that is not allowed shows nothing, and its console says why', async () => {
    const page = await open();
    const warnings: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning') warnings.push(message.text());
    });
    const elsewhere = site.origin.replace('localhost', 'shop.localhost');
    const warned = page.waitForEvent('console', (message) => message.type() === 'warning');
    await page.goto(`${elsewhere}/one`);
    await warned;
    expect(warnings).toEqual([expect.stringContaining(`not allow it on ${elsewhere}`)]);
    expect(await page.locator('beside-embed').count()).toBe(0);
  });

  test('[P8] on a phone it takes the whole screen', async () => {
    const page = await open({ viewport: { width: 390, height: 844 }, hasTouch: true });
    await visit(page);
    await launcher(page).click();
    expect(await panel(page).boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  });

  test('[P8] axe finds nothing, closed and open, light and dark', async () => {
    const shop = await launchBrowser({ captureTabTitle: 'Shop' });
    const context = await shop.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    const { found, look } = examination();
    await tourEmbed(await context.newPage(), { site: site.origin, url: beside.url, look });
    await shop.close();
    expect(Object.keys(found)).toHaveLength(9);
    expect(findings(found)).toEqual({});
  });
});
