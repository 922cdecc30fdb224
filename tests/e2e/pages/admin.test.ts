import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../support/browser/findChromium.ts';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import {
  demoPassword,
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { examination, findings } from '../support/axe.ts';
import { tourAdmin } from '../support/tourAdmin.ts';

const why = findChromium() ? null : 'no Chromium on this machine';

describe.skipIf(why !== null)(`the management centre${why ? ` (skipped: ${why})` : ''}`, () => {
  let installation: TestInstallation;
  let browser: Browser;

  beforeAll(async () => {
    installation = await startTestInstallation();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await installation.close();
  });

  async function open(width = 1280): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    return context.newPage();
  }

  test('[M1][S2] an administrator manages users, companies, a portal and what sharing does to the chat, and no page has a finding of axe', async () => {
    const page = await open();
    const { found, look } = examination();
    await tourAdmin(page, installation.url, demoPassword, look);
    expect(findings(found)).toEqual({});
    await page.context().close();
  });

  test('[M1] whoever has nothing to manage is told so, and sees no way there in the console', async () => {
    const page = await open();
    await page.goto(`${installation.url}/admin`);
    await page.getByLabel('E-mail').fill('tech@demo.test');
    await page.getByLabel('Password', { exact: true }).fill(demoPassword);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('There is nothing for you to manage here.').waitFor();
    await page.getByRole('link', { name: 'Console' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(await page.getByRole('link', { name: 'Management' }).count()).toBe(0);
    await page.context().close();
  });
});
