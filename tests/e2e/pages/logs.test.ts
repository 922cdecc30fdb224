import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { enterAsTechnician, openThePortals } from '../../support/installation/people.ts';
import { demoPassword } from '../../support/installation/testInstallation.ts';
import { examination, findings } from '../support/axe.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { savedText } from '../support/files.ts';

const beside = bringUpBeside();

const fileOf = (text: string) => ({
  name: 'session-log.json',
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

const downloaded = (page: Page) => savedText(page, 'Download the session log');

test('[X5] a customer takes the session log home, and checks it without a line; a forged one is found', async () => {
  const { url } = beside;
  await openThePortals(url);
  const page = await beside.open({ viewport: { width: 360, height: 740 } });
  await page.goto(`${url}/p/demo`);
  await page.getByLabel('Your name').fill('Carla');
  await page.getByLabel('Your question').fill('Secret words');
  await page.getByRole('button', { name: 'Start chat' }).click();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  const technician = await enterAsTechnician(url);
  const { requests } = await technician.request('requests:list', {});
  const requestId = requests.find(({ customer }) => customer.name === 'Carla')!.id;
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  await page
    .getByText(/Toni Technician has joined/)
    .first()
    .waitFor();
  const during = await downloaded(page);
  await technician.request('request:end', { requestId });
  await page.getByRole('heading', { name: 'This chat has ended.' }).waitFor();
  const log = await downloaded(page);
  technician.close();
  expect(log.length).toBeGreaterThan(during.length);
  expect(log).not.toContain('Secret words');

  const { found, look } = examination();
  await page.goto(`${url}/verify`, { waitUntil: 'networkidle' });
  await page.context().setOffline(true);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  const choose = page.getByLabel(/Session log/);
  await choose.setInputFiles(fileOf(log));
  await page.getByText('This log is genuine and complete.').waitFor();
  await page.getByText(/signed it, and the technicians named in it work for Demo/).waitFor();
  await page
    .getByRole('listitem')
    .getByText(/Toni Technician has joined/)
    .waitFor();
  await look(page, 'verified');
  await choose.setInputFiles(fileOf(during));
  await page.getByText('This log is genuine and complete.').waitFor();

  await choose.setInputFiles(fileOf(log.replaceAll('Toni Technician', 'Somebody Else')));
  await page.getByText(/Entry \d+ was changed./).waitFor();
  await choose.setInputFiles(fileOf(log.replace(/"account": "[^"]+"/, '"account": "Evil"')));
  await page.getByText(/The signature is wrong/).waitFor();
  await look(page, 'forged');
  await choose.setInputFiles(fileOf('{"rows":[]}'));
  await page.getByText('This file is not a session log.').waitFor();
  expect(sent).toEqual([]);
  expect(findings(found)).toEqual({});
});

test('[M5] an administrator reads the log, finds a row in it, and has it verified', async () => {
  const { url } = beside;
  const { found, look } = examination();
  const page = await beside.open({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${url}/admin/companies`);
  await page.getByLabel('E-mail').fill('admin@demo.test');
  await page.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Add company' }).click();
  await page.getByLabel('Company name').fill('Globex');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('cell', { name: 'Globex', exact: true }).waitFor();
  await page.getByRole('link', { name: 'Audit log' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Company Globex' });
  await row.getByText('Company saved').waitFor();
  await page.getByRole('button', { name: 'Verify' }).click();
  await page.getByText(/The log is whole/).waitFor();
  await look(page, 'audit');
  await page.getByLabel('Act').selectOption('Team removed');
  await page.getByText('No row fits.').waitFor();
  await page.getByLabel('Act').selectOption('Company saved');
  await row.waitFor();
  await expect.poll(() => page.url()).toContain('act=company-changed');
  expect(findings(found)).toEqual({});
});
