import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { pourSessions } from '../../support/installation/manySessions.ts';
import { demoPassword } from '../../support/installation/testInstallation.ts';
import { examination, findings } from '../support/axe.ts';
import { bringUpBeside } from '../support/bringUp.ts';

const dayMs = 24 * 60 * 60_000;

const beside = bringUpBeside();
let page: Page;
beforeAll(async () => {
  await pourSessions(beside.installation, 120, {
    from: Date.now() - 20 * dayMs,
    stepMs: dayMs / 2,
    question: 'Does it print?',
  });
  page = await beside.open({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${beside.url}/admin/reports`);
  await page.getByLabel('E-mail').fill('manager@demo.test');
  await page.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Reports' }).waitFor();
});

test('[M2] a manager reads the reports, from the chart to what was said, and the address keeps it', async () => {
  const { found, look } = examination();
  await page.getByRole('img', { name: /Sessions over time/ }).waitFor();
  await page.getByRole('table', { name: /The figures/ }).waitFor();
  await look(page, 'overview');

  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await page.getByText('121 sessions').waitFor();
  await page.getByLabel('Outcome').selectOption('Unresolved');
  await page.getByText('24 sessions').waitFor();
  await page.getByRole('button', { name: 'Sort by Handling' }).click();
  await expect.poll(() => page.url()).toContain('outcome=unresolved&sort=handling');
  await page.reload();
  await page.getByText('24 sessions').waitFor();
  const column = page.getByRole('columnheader', { name: /Handling/ });
  expect(await column.getAttribute('aria-sort')).toBe('descending');
  await look(page, 'sessions');

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByText('121 sessions').waitFor();
  const first = await page.getByRole('row').nth(1).innerText();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect.poll(() => page.getByRole('row').nth(1).innerText()).not.toBe(first);
  await page.getByRole('button', { name: 'Previous page' }).click();
  await expect.poll(() => page.getByRole('row').nth(1).innerText()).toBe(first);

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export as CSV' }).click();
  expect((await downloading).suggestedFilename()).toBe('sessions.csv');

  await page.getByLabel('Search customer, question or ID').fill('does it PRINT');
  await page.getByRole('button', { name: 'Sort by Started' }).click();
  // The one that was opened through the portal has a conversation.
  await page.getByRole('link', { name: 'Carla Customer' }).first().click();
  await page.getByRole('heading', { name: 'Session of Carla Customer' }).waitFor();
  await page.getByText('Does it print?').last().waitFor();
  await look(page, 'session');

  for (const view of ['Technicians', 'Queues', 'Portals']) {
    await page.getByRole('link', { name: view, exact: true }).click();
    await page.getByRole('table', { name: 'The figures' }).waitFor();
    await look(page, view);
  }
  expect(findings(found)).toEqual({});
});

test('[M2] dates that go backwards are said at their field, and a session of nobody is not there', async () => {
  await page.goto(`${beside.url}/admin/reports/overview?from=2026-02-01&until=2026-01-01`);
  await page.getByText('The first day has to come before the last one.').waitFor();
  await page.goto(`${beside.url}/admin/reports/sessions/nonsense`);
  await page.getByText('There is no such session, or it is not yours to see.').waitFor();
});
