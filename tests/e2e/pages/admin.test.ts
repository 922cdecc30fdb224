import { expect, test } from 'vitest';
import { demoPassword } from '../../support/installation/testInstallation.ts';
import { examination, findings } from '../support/axe.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';
import { tourAdmin } from '../support/tourAdmin.ts';

describeInBrowser('the management centre', () => {
  const beside = bringUpBeside();
  const open = () =>
    beside.open({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });

  test('[M1][S2] an administrator manages users, companies, a portal and what sharing does to the chat, and no page has a finding of axe', async () => {
    const page = await open();
    const { found, look } = examination();
    await tourAdmin(page, beside.url, demoPassword, look);
    expect(findings(found)).toEqual({});
  });

  test('[M1] whoever has nothing to manage is told so, and sees no way there in the console', async () => {
    const page = await open();
    await page.goto(`${beside.url}/admin`);
    await page.getByLabel('E-mail').fill('tech@demo.test');
    await page.getByLabel('Password', { exact: true }).fill(demoPassword);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('There is nothing for you to manage here.').waitFor();
    await page.getByRole('link', { name: 'Console' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(await page.getByRole('link', { name: 'Management' }).count()).toBe(0);
  });
});
