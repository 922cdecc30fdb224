import type { BrowserContextOptions, Page } from 'playwright';
import { v7 as uuidV7 } from 'uuid';
import { expect, test } from 'vitest';
import {
  enterAsTechnician,
  postJson,
  requestForm,
  type TestPage,
} from '../../support/installation/people.ts';
import { openChat, say, signInToConsole, startChat } from '../support/actors.ts';
import { bringHelpers } from '../support/bringHelpers.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';

describeInBrowser('the customer’s portals', () => {
  const { technician, dismissLater } = bringHelpers(() => beside.url);
  const beside = bringUpBeside();

  async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await beside.open({ viewport: { width: 390, height: 844 }, ...options });
    // Nothing here takes longer than a moment.
    page.context().setDefaultTimeout(10_000);
    await page.goto(beside.url + path);
    return page;
  }

  /** Takes the customer's request and says something in it. */
  async function answer(page: TestPage, customer: string, portal: Page): Promise<void> {
    const { requests } = await page.request('requests:list', {});
    const found = requests.find((request) => request.customer.name === customer);
    if (!found) throw new Error(`no request of ${customer}`);
    const requestId = found.id;
    await page.request('request:follow', { requestId, afterSeq: 0 });
    if (!found.assignee) await page.request('request:assign', { requestId });
    await page.request('request:join', { requestId });
    const text = `Hello ${customer}!`;
    await page.request('chat:post', { requestId, id: uuidV7(), text });
    await portal.getByText(text, { exact: true }).waitFor();
    await say(portal, 'Good to see you.');
    await portal.getByText('Good to see you.').first().waitFor();
  }

  test('[P2] SmartBox: a question becomes a chat', async () => {
    const helper = await technician();
    const portal = await visit('/p/demo');
    await openChat(portal, beside.url, 'Bea Box');
    await answer(helper, 'Bea Box', portal);
  });

  test('[C1] what looks like markup is read as it was written, and does nothing', async () => {
    const helper = await technician();
    const portal = await visit('/p/demo');
    await openChat(portal, beside.url, '<b>Mark</b> Up');
    const markup = '<img src=x onerror="window.ran = 1"><script>window.ran = 1</script>';
    await say(portal, markup);
    const { requests } = await helper.request('requests:list', {});
    const { id: requestId } = requests.find(({ customer }) => customer.name === '<b>Mark</b> Up')!;
    await helper.request('request:assign', { requestId });
    await helper.request('request:join', { requestId });
    await helper.request('chat:post', { requestId, id: uuidV7(), text: `Yours: ${markup}` });
    await portal.getByText(markup, { exact: true }).waitFor();
    await portal.getByText(`Yours: ${markup}`, { exact: true }).waitFor();
    expect(await portal.evaluate(() => 'ran' in window)).toBe(false);

    const console = await visit('/console', { viewport: { width: 1440, height: 900 } });
    await signInToConsole(console, beside.url);
    await console.getByText('<b>Mark</b> Up').first().click();
    await console.getByText(markup, { exact: true }).waitFor();
    expect(await console.evaluate(() => 'ran' in window)).toBe(false);
  });

  test('[P2] SmartButton: one button, nothing to fill in', async () => {
    const helper = await technician();
    const portal = await visit('/p/demo-button');
    await portal.getByRole('button', { name: 'Start chat' }).waitFor();
    expect(await portal.getByRole('textbox').count()).toBe(0);
    const alert = helper.next('alert:raised');
    await startChat(portal);
    expect((await alert).origin).toBe('button');
    await answer(helper, '', portal);
  });

  test('[P2] SmartMatch: the one who was picked is alerted', async () => {
    const toni = await technician();
    await technician('tech2@demo.test');
    const portal = await visit('/p/demo-match');
    await portal.getByLabel('Your name').fill('Mara Match');
    await portal.getByLabel('Your question').fill('May I have Toni?');
    await portal.getByRole('button', { name: 'Start chat' }).click();
    await portal.getByText('Please choose who should help you.').waitFor();
    const group = portal.getByRole('radiogroup', { name: 'Who should help you?' });
    expect(await group.getByRole('radio').count()).toBe(2);
    await group.getByRole('radio', { name: 'Toni Technician' }).check();
    const alert = toni.next('alert:raised');
    await startChat(portal);
    expect((await alert).request.wanted?.name).toBe('Toni Technician');
    await answer(toni, 'Mara Match', portal);
  });

  test('[P2] SmartMatch: who has gone meanwhile is not picked any more', async () => {
    const toni = await technician();
    await technician('tech2@demo.test');
    const portal = await visit('/p/demo-match');
    await portal.getByLabel('Your name').fill('Gina Gone');
    await portal.getByLabel('Your question').fill('May I have Toni?');
    await portal.getByRole('radio', { name: 'Toni Technician' }).check();
    await toni.request('status:set', { status: 'away' });
    await portal.getByRole('button', { name: 'Start chat' }).click();
    await portal.getByText('This person is not available any more.').waitFor();
    await expect.poll(() => portal.getByRole('radio').count()).toBe(1);
  });

  test('[P2] SmartPin: the code leads to its maker, grouped as it is typed', async () => {
    const helper = await technician();
    const { code } = await helper.request('code:create', {});
    const portal = await visit('/p/demo-pin');
    const input = portal.getByLabel('Access code');
    await input.pressSequentially(code.digits ?? '');
    expect(await input.inputValue()).toMatch(/^\d{3} \d{3} \d{3}$/);
    await portal.getByLabel('Your name').fill('Pia Pin');
    await startChat(portal);
    await answer(helper, 'Pia Pin', portal);
  });

  test('[P3] /join takes a code of whichever portal', async () => {
    const helper = await technician();
    const { code } = await helper.request('code:create', {});
    const portal = await visit('/join');
    await portal.getByRole('heading', { name: 'Enter your access code' }).waitFor();
    await portal.getByLabel('Access code').fill(`Code: ${code.digits ?? ''}`);
    await portal.getByLabel('Your name').fill('Jo Join');
    await startChat(portal);
    await portal.getByRole('heading', { name: 'Demo' }).waitFor();
    await answer(helper, 'Jo Join', portal);
    await portal.reload();
    await portal.getByText('Hello Jo Join!', { exact: true }).waitFor();
  });

  test('[P3] a code that opens nothing gets one calm answer at its field', async () => {
    const portal = await visit('/join');
    const input = portal.getByLabel('Access code');
    await input.fill('12345');
    await portal.getByLabel('Your name').fill('Wanda Wrong');
    await portal.getByRole('button', { name: 'Start chat' }).click();
    await portal.getByText('An access code has 9 digits.').waitFor();
    await input.fill('000000000');
    await portal.getByRole('button', { name: 'Start chat' }).click();
    await portal.getByText('This code does not work.').waitFor();
    expect(await input.getAttribute('aria-invalid')).toBe('true');
    expect(await input.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('[P3] who guesses too often is told to wait, and nobody else is', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const portal = await visit('/join', { extraHTTPHeaders: headers });
    const code = '000000000';
    for (let guess = 0; guess < 20; guess += 1) {
      const form = requestForm({ question: '' });
      await postJson(`${beside.url}/api/v1/join`, { ...form, code }, headers);
    }
    const enter = async (page: Page): Promise<void> => {
      await page.getByLabel('Access code').fill(code);
      await page.getByLabel('Your name').fill('Gus Guess');
      await page.getByRole('button', { name: 'Start chat' }).click();
    };
    await enter(portal);
    await portal.getByRole('alert').getByText('Too many tries. Please wait').waitFor();
    const other = await visit('/join');
    await enter(other);
    await other.getByText('This code does not work.').waitFor();
  });

  test('[P4] a closed portal takes a message, and goes on when it is taken', async () => {
    const portal = await visit('/p/demo');
    await portal.getByText('Nobody is available at the moment.').waitFor();
    await portal.getByLabel('Your name').fill('Mia Message');
    await portal.getByLabel('E-mail').fill('mia@example.test');
    await portal.getByLabel('Your question').fill('Please write to me.');
    await portal.getByRole('button', { name: 'Send message' }).click();
    await portal.getByRole('heading', { name: 'We have your message.' }).waitFor();
    await portal.getByText('mia@example.test').waitFor();
    expect(await portal.getByLabel('Message', { exact: true }).count()).toBe(0);
    await answer(await technician(), 'Mia Message', portal);
  });

  test('[P4] a portal opens by itself, and what was typed stays', async () => {
    const portal = await visit('/p/demo');
    await portal.getByText('Nobody is available at the moment.').waitFor();
    await portal.getByLabel('Your name').fill('Olga Open');
    await technician();
    await portal.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await portal.getByText('Somebody is here now').waitFor();
    await portal.getByRole('button', { name: 'Start chat' }).waitFor();
    expect(await portal.getByLabel('Your name').inputValue()).toBe('Olga Open');
  });

  test('[P5] own questions, and what the server does not accept is said at its field', async () => {
    const helper = await technician();
    const portal = await visit('/join');
    // As a page that was opened before the administrator asked for a name.
    await portal.route('**/api/v1/portals/demo', async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      body.data.fields.name = 'optional';
      body.data.fields.custom = [
        { id: 'device', label: 'Device', kind: 'choice', choices: ['Printer'], required: true },
      ];
      await route.fulfill({ response, json: body });
    });
    await portal.goto(`${beside.url}/p/demo`);
    await portal.getByLabel('Your question').fill('Where does it say so?');
    await portal.getByRole('button', { name: 'Start chat' }).click();
    await portal.getByText('Please choose one.').waitFor();
    await portal.getByLabel('Device').selectOption('Printer');
    await portal.getByRole('button', { name: 'Start chat' }).click();
    await portal.getByText('Please enter your name.').waitFor();
    await portal.getByLabel('Your name').fill('Fina Field');
    await startChat(portal);
    await answer(helper, 'Fina Field', portal);
  });

  /** Somebody in the line of the queue-mode portal. */
  async function wait(name: string): Promise<Page> {
    const portal = await visit('/p/demo-queue');
    await portal.getByLabel('Your name').fill(name);
    await portal.getByLabel('Your question').fill('How long will it take?');
    await startChat(portal);
    await portal.getByText('How long will it take?', { exact: true }).waitFor();
    return portal;
  }

  test('[R2] the place in the line is shown and moves', async () => {
    const first = await wait('First');
    await first.getByText('You are next.').waitFor();
    const second = await wait('Second');
    await second.getByText('You are number 2.').waitFor();
    await first.getByRole('button', { name: 'End chat' }).click();
    await first.getByRole('button', { name: 'End now' }).click();
    await second.getByText('You are next.').waitFor();
    await second.getByRole('button', { name: 'End chat' }).click();
    await second.getByRole('button', { name: 'End now' }).click();
    await second.getByText('This chat has ended.').waitFor();
  });

  test('[R2] who waits is told how long, as long as somebody serves the line', async () => {
    const alone = await wait('Alma Alone');
    await alone.getByText('Nobody is serving the line at the moment.').waitFor();
    await alone.getByRole('button', { name: 'End chat' }).click();
    await alone.getByRole('button', { name: 'End now' }).click();

    // Has nothing of the tests before.
    const helper = await technician('manager@demo.test');
    const { limit } = await helper.request('status:get', {});
    for (let at = 0; at < limit; at += 1) {
      const offered = helper.next('alert:raised');
      const form = requestForm({ name: `Served ${at}` });
      await postJson(`${beside.url}/api/v1/portals/demo-queue/requests`, form);
      await helper.request('alert:accept', { requestId: (await offered).request.id });
    }
    const portal = await wait('Eda Estimate');
    await portal.getByText('You are next.').waitFor();
    await portal.getByText(/About \d+ minutes?\./).waitFor();
    const { requests } = await helper.request('requests:list', {});
    for (const { id, customer } of requests) {
      if (!customer.name.startsWith('Served')) continue;
      await helper.request('request:close', { requestId: id, outcome: 'resolved', notes: '' });
    }
    await portal.getByText('It is your turn. A technician is being called.').waitFor();
  });

  test('[R4] who comes back after a while simply goes on', async () => {
    const colleague = await enterAsTechnician(beside.url);
    dismissLater(colleague);
    await colleague.request('status:set', { status: 'away' });
    const portal = await wait('Bert Back');
    await portal.goto('about:blank');
    const phase = async () => {
      await beside.installation.pass(2 * 60_000);
      const { requests } = await colleague.request('requests:list', {});
      return requests.find(({ customer }) => customer.name === 'Bert Back')?.phase;
    };
    await expect.poll(phase).toBe('abandoned');
    await portal.goto(`${beside.url}/p/demo-queue`);
    await portal.getByText('You are back, and in line again.').first().waitFor();
    await say(portal, 'Here I am.');
    await portal.getByText('Here I am.').first().waitFor();
  });

  test('[P6] the customer can read what is recorded', async () => {
    const portal = await visit('/p/demo');
    await portal.getByText('What is recorded').click();
    await portal.getByText('British English').waitFor();
    await portal.getByText('IP address').waitFor();
  });

  test('[P10] another language, on the form and in the chat, and after a reload', async () => {
    await technician();
    const portal = await visit('/p/demo');
    await portal.getByLabel('Your name').fill('Lola Language');
    await portal.getByRole('button', { name: 'Deutsch' }).click();
    await portal.getByText('Ihre Frage').waitFor();
    expect(await portal.locator('html').getAttribute('lang')).toBe('de');
    expect(await portal.getByLabel('Ihr Name').inputValue()).toBe('Lola Language');
    await portal.getByLabel('Ihre Frage').fill('Sprechen Sie Deutsch?');
    await portal.getByRole('button', { name: 'Chat beginnen' }).click();
    await portal.getByText('Sie stehen auf der Liste.').waitFor();
    await portal.getByRole('button', { name: 'Español' }).click();
    await portal.getByText('Está en la lista.').waitFor();
    await portal.reload();
    await portal.getByText('Está en la lista.').waitFor();
  });

  test('[P7] a browser that keeps nothing can chat all the same', async () => {
    const helper = await technician();
    const portal = await visit('/join');
    await portal.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('blocked', 'SecurityError');
          },
        });
      }
    });
    await openChat(portal, beside.url, 'Bo Blocked');
    await answer(helper, 'Bo Blocked', portal);
  });
});
