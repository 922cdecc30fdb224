import type { Page } from 'playwright';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { insertRequests } from '../../support/installation/manyRequests.ts';
import { enterAsCustomer } from '../../support/installation/people.ts';
import { signInToConsole } from '../support/actors.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';

const count = 10_000;

describeInBrowser('ten thousand requests', () => {
  const beside = bringUpBeside();
  let page: Page;

  beforeAll(async () => {
    await insertRequests(beside.installation, count);
    page = await beside.open({ viewport: { width: 1280, height: 800 } });
    await signInToConsole(page, beside.url);
    await page.getByText(`${count} requests`, { exact: true }).waitFor();
  });
  beforeEach(async () => {
    await page.getByRole('link', { name: 'Beside' }).click();
    await page.getByRole('searchbox', { name: 'Search requests' }).fill('');
    await row(1).waitFor();
  });

  const list = () => page.getByRole('list', { name: 'Other requests' });
  /** By its place in the whole list, from 1. */
  const row = (place: number) => list().locator(`[aria-posinset="${place}"]`);
  const size = () => list().getByRole('listitem').first().getAttribute('aria-setsize');
  const filter = (name: string) => page.getByText(name, { exact: true }).first().click();

  test('[T2] only what is looked at is in the page, and every row says its place', async () => {
    expect(await size()).toBe(String(count));
    expect(await list().getByRole('listitem').count()).toBeLessThan(50);
  });

  test('[T11] End, Home, the arrows and the pages go through all of them', async () => {
    await row(1).getByRole('link').focus();
    await page.keyboard.press('End');
    await row(count).getByRole('link').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowUp');
    await row(count - 1)
      .getByRole('link')
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.press('Home');
    await row(1).getByRole('link').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('PageDown');
    await row(1).getByRole('link').and(page.locator(':focus')).waitFor({ state: 'detached' });
    const place = await list().locator('li:focus-within').getAttribute('aria-posinset');
    expect(Number(place)).toBeGreaterThan(3);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Customer \d+/ }).waitFor();
    expect(await list().getByRole('listitem').count()).toBeLessThan(50);
  });

  test('[T2] filters, sorts and searches all of them, by an address that can be gone back from', async () => {
    await filter('Completed');
    await expect.poll(size).toBe(String(count * 0.9));
    await page.getByRole('button', { name: /^Sort/ }).click();
    await page.getByRole('menuitemradio', { name: 'Waiting time' }).click();
    await row(1).getByText('Bruno Customer 1', { exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('?show=completed&sort=waiting');

    await page.reload();
    await row(1).getByText('Bruno Customer 1', { exact: true }).waitFor();
    await page.goBack();
    await expect.poll(() => new URL(page.url()).search).toBe('?show=completed');
    await row(1).getByText('Customer 9999').waitFor();

    const search = page.getByRole('searchbox', { name: 'Search requests' });
    await search.pressSequentially('jörg customer 3219');
    await row(1).getByText('Jörg Customer 3219').waitFor();
    expect(await size()).toBe('1');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('jörg customer 3219');
  });

  test('[T2] what changes out of sight moves nothing in sight, and is right when it is looked at', async () => {
    const customer = await enterAsCustomer(beside.url, { name: 'Lena Late' });
    await page.getByText(`${count + 1} requests`, { exact: true }).waitFor();
    await row(5).getByRole('link').focus();
    const before = await list().innerText();
    const alert = page.getByRole('alertdialog', { name: 'Lena Late' });
    await alert.waitFor();
    await customer.request('request:end', { requestId: customer.requestId });
    await alert.waitFor({ state: 'detached' });
    const names = (text: string) => text.match(/Customer \d+/g);
    expect(names(await list().innerText())).toEqual(names(before));

    await page.getByRole('searchbox', { name: 'Search requests' }).fill('lena late');
    await row(1).getByText('Lena Late').waitFor();
    await row(1).getByText('Ended').waitFor();
    customer.close();
  });
});
