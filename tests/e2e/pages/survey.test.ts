import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../support/browser/findChromium.ts';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { openChat, say, signInToConsole, takeRequest } from '../support/actors.ts';

const why = findChromium() ? null : 'no Chromium on this machine';

describe.skipIf(why !== null)(`after the end${why ? ` (skipped: ${why})` : ''}`, () => {
  let installation: TestInstallation;
  let browser: Browser;
  let console: Page;
  let portal: Page;

  beforeAll(async () => {
    [installation, browser] = await Promise.all([startTestInstallation(), launchBrowser()]);
    console = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await signInToConsole(console, installation.url);
    await console.getByRole('button', { name: 'Status: Available' }).waitFor();
  });
  afterEach(() => portal.close());
  afterAll(async () => {
    await browser.close();
    await installation.close();
  });

  async function endChat(name: string): Promise<void> {
    portal = await browser.newPage({ locale: 'en-GB' });
    await openChat(portal, installation.url, name);
    await takeRequest(console, name);
    await say(portal, 'What was said stays');
    await portal.getByRole('button', { name: 'End chat' }).click();
    await portal.getByRole('button', { name: 'End now' }).click();
  }

  test('[P12] the survey is answered, seen by the technician at once, changed, and kept over a reload', async () => {
    await endChat('Sara Survey');
    await portal.getByRole('radio', { name: 'Good', exact: true }).check();
    await portal.getByLabel('What could we do better?').fill('A little quicker.');
    await portal.getByRole('button', { name: 'Send feedback' }).click();
    await portal.getByText('Thank you for your feedback.').waitFor();
    await console.getByText('4 of 5: Good').waitFor();
    await console.getByText('A little quicker.').waitFor();

    await portal.reload();
    await portal.getByText('Thank you for your feedback.').waitFor();
    await portal.getByRole('button', { name: 'Change' }).click();
    expect(await portal.getByLabel('What could we do better?').inputValue()).toBe(
      'A little quicker.',
    );
    await portal.getByRole('radio', { name: 'Good', exact: true }).press('ArrowRight');
    await portal.getByRole('button', { name: 'Send feedback' }).click();
    await console.getByText('5 of 5: Very good').waitFor();
  });

  test('[P12] every rating has words, and without one there is nothing to send', async () => {
    await endChat('Rita Rating');
    const group = portal.getByRole('radiogroup', { name: 'How was our help?' });
    await group.waitFor();
    expect(await portal.getByRole('button', { name: 'Send feedback' }).count()).toBe(0);
    for (const name of ['Very bad', 'Bad', 'Okay', 'Good', 'Very good']) {
      expect(await group.getByRole('radio', { name, exact: true }).count()).toBe(1);
    }
  });

  test('[P12] [P11] the transcript stays readable and can still be saved', async () => {
    await endChat('Theo Transcript');
    await portal.getByRole('heading', { name: 'This chat has ended.' }).waitFor();
    await portal.getByText('What was said stays').first().waitFor();
    const download = portal.waitForEvent('download');
    await portal.getByRole('button', { name: 'Save the chat history' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toContain('Theo Transcript: What was said stays');
    expect(text).toContain('You ended the chat.');
  });
});
