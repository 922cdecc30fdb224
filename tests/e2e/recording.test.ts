import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { allowRecordings } from '../integration/recording/support.ts';
import { say, serve, shareScreen, shownPicture, signInToConsole } from './support/actors.ts';
import { violations } from './support/axe.ts';
import { bringUpBeside } from './support/bringUp.ts';
import { describeInBrowser } from './support/describeWith.ts';

/** Of a busy machine. */
const patience = { timeout: 20_000 };

/** It looks eight times a second, or as often as its page gets round to it. */
const turnsOfTheRecorder = () =>
  new Promise<void>((resolve) => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
      if (turns < 4) return;
      clearInterval(timer);
      resolve();
    }, 125);
  });

describeInBrowser('recordings', () => {
  const beside = bringUpBeside({ captureTabTitle: 'Demo' });
  let console: Page;
  let portal: Page;

  beforeAll(async () => {
    await allowRecordings(beside.url);
    console = await beside.open({ viewport: { width: 1440, height: 900 } });
    portal = await beside.open();
    await serve(console, portal, beside.url, 'Rosa Record');
    await paint(portal, 'rgb(200, 30, 30)');
    await shareScreen(console, portal);
    await shownPicture(console).waitFor();
  });

  const tool = (name: string) => console.getByRole('button', { name, exact: true });

  /** All of the customer's page below its bars has that colour. */
  const paint = (page: Page, colour: string) =>
    page.evaluate((background) => {
      const wall = document.querySelector<HTMLElement>('#wall') ?? document.createElement('div');
      wall.id = 'wall';
      wall.style.cssText = `position:fixed;inset:40% 0 0 50%;z-index:1;pointer-events:none;background:${background}`;
      document.body.append(wall);
    }, colour);

  /** The colour of what a picture shows at three quarters of its width and height. */
  const colourOf = (page: Page, name: string): Promise<string> =>
    page.getByLabel(name, { exact: true }).evaluate((video: HTMLVideoElement) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 4, height: 4 });
      const context = canvas.getContext('2d');
      if (!context || video.videoWidth === 0) return 'none';
      context.drawImage(video, 0, 0, 4, 4);
      const [red = 0, green = 0, blue = 0] = context.getImageData(3, 3, 1, 1).data;
      return red > 2 * green && red > 2 * blue ? 'red' : green > 2 * red ? 'green' : 'other';
    });

  test('[X6] the last minutes are looked at again while it goes on, and leave nothing elsewhere', async () => {
    await tool('Keep the last minutes in this browser').click();
    await tool('Look back').waitFor();
    await tool('Look back').click();
    await console.getByRole('region', { name: 'Look back' }).waitFor();
    await expect.poll(() => colourOf(console, 'Picture of the last minutes'), patience).toBe('red');
    // What is live goes on beside it.
    await paint(portal, 'rgb(20, 160, 40)');
    await expect.poll(liveIsGreen, patience).toBe(true);
    expect(await colourOf(console, 'Picture of the last minutes')).toBe('red');
    await console.getByRole('button', { name: 'Back to live' }).click();
    await console.getByRole('region', { name: 'Look back' }).waitFor({ state: 'detached' });
    await paint(portal, 'rgb(200, 30, 30)');
  });

  test('[M3] asked, agreed, said to everybody, stopped by the customer, and played in the report', async () => {
    await tool('Ask to record').click();
    const question = portal.getByRole('dialog', { name: /record this session/ });
    const agree = question.getByRole('button', { name: 'Allow recording' });
    await agree.waitFor();
    // Nobody but a person can agree.
    await agree.evaluate((button: HTMLButtonElement) => {
      button.disabled = false;
      button.click();
    });
    expect(await violations(portal)).toEqual([]);
    await expect.poll(() => agree.isEnabled(), patience).toBe(true);
    expect(await question.isVisible()).toBe(true);
    await agree.click();
    await portal.getByText('This session is being recorded.').waitFor();
    await console.getByText('Being recorded', { exact: true }).waitFor();
    await portal.getByText('Recording began with your leave.').first().waitFor();
    await say(portal, 'The red wall');
    // Drawn, and seen by the customer.
    await tool('Arrow').click();
    const box = (await shownPicture(console).boundingBox())!;
    await console.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5);
    await console.mouse.down();
    await console.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.6, { steps: 4 });
    await console.mouse.up();
    await paint(portal, 'rgb(20, 160, 40)');
    await say(portal, 'The green wall');
    await console.getByText('The green wall', { exact: true }).waitFor();
    await expect.poll(() => liveIsGreen(), patience).toBe(true);
    await console.evaluate(turnsOfTheRecorder);
    await say(portal, 'That was it');
    await console.getByText('That was it', { exact: true }).waitFor();
    await portal.getByRole('button', { name: 'Stop recording' }).click();
    await console.getByText('The customer stopped the recording').first().waitFor();
    await portal.getByText('This session is being recorded.').waitFor({ state: 'detached' });

    const reader = await beside.open();
    await signInToConsole(reader, beside.url, 'admin@demo.test');
    await reader.goto(`${beside.installation.technicianUrl}/admin/reports/sessions`);
    await reader.getByRole('link', { name: 'Rosa Record' }).first().click();
    await reader.getByRole('button', { name: 'Watch' }).click();
    const events = reader.getByRole('list', { name: 'What happened' });
    await events.getByText('drew').first().waitFor();
    await expect.poll(() => colourOf(reader, 'Recorded picture'), patience).toBe('red');
    expect(await violations(reader)).toEqual([]);
    // An event is found, and nothing else.
    await reader.getByLabel('Search in events and chat').fill('GREEN');
    await events.getByRole('button', { name: /The green wall/ }).click();
    expect(await events.getByRole('button').count()).toBe(1);
    // Going to an event shows the picture of that moment.
    await reader.getByLabel('Search in events and chat').fill('That was it');
    await events.getByRole('button', { name: /That was it/ }).click();
    await expect.poll(() => colourOf(reader, 'Recorded picture'), patience).toBe('green');
    // From there it plays to its end, and from the beginning it shows what was then.
    await reader.getByRole('button', { name: 'Play', exact: true }).click();
    const isOver = () =>
      reader
        .getByLabel('Recorded picture', { exact: true })
        .evaluate(
          (video: HTMLVideoElement) => video.ended || video.currentTime > video.duration - 0.1,
        );
    await expect.poll(isOver, patience).toBe(true);
    expect(await colourOf(reader, 'Recorded picture')).toBe('green');
    await reader.getByLabel('Search in events and chat').fill('red wall');
    await events.getByRole('button', { name: /The red wall/ }).click();
    await expect.poll(() => colourOf(reader, 'Recorded picture'), patience).toBe('red');
  });

  const liveIsGreen = () =>
    shownPicture(console).evaluate((video: HTMLVideoElement) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 4, height: 4 });
      const context = canvas.getContext('2d');
      context?.drawImage(video, 0, 0, 4, 4);
      const [red = 0, green = 0] = context?.getImageData(3, 3, 1, 1).data ?? [];
      return green > red;
    });
});
