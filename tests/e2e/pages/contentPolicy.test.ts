import type { Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { enterAsTechnician, type TestPage } from '../../support/installation/people.ts';
import { say, serve, shareScreen, signInToConsole } from '../support/actors.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';
import { waitForFrames, recordFrames } from '../support/frames.ts';

describeInBrowser('content security', () => {
  let technician: TestPage | undefined;
  const violations: string[] = [];

  afterEach(() => {
    technician?.close();
    violations.length = 0;
  });
  const beside = bringUpBeside({ captureTabTitle: 'Demo' });

  async function open(): Promise<Page> {
    const page = await beside.open();
    const context = page.context();
    context.setDefaultTimeout(15_000);
    await context.exposeFunction('noteViolation', (text: string) => violations.push(text));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
        const note = (globalThis as unknown as { noteViolation(text: string): void }).noteViolation;
        note([location.pathname, violatedDirective, blockedURI, sourceFile, lineNumber].join(' '));
      });
    });
    return page;
  }

  test('[Q7] portal and console chat, share a screen and show it under their policies', async () => {
    const [console, portal] = [await open(), await open()];
    await serve(console, portal, beside.url);
    await say(portal, 'hello');
    await console.getByText('hello').first().waitFor();
    await shareScreen(console, portal);
    await recordFrames(console);
    await waitForFrames(console, 10);
    expect(violations).toEqual([]);
  });

  test('[Q7] every page of the management centre, with the portal in its frame, loads under its policy', async () => {
    const page = await open();
    await page.goto(`${beside.url}/console`);
    await signInToConsole(page, beside.url, 'admin@demo.test');
    for (const path of ['', '/users', '/portals', '/reports', '/audit', '/settings', '/webhooks']) {
      await page.goto(`${beside.url}/admin${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    }
    await page.goto(`${beside.url}/admin/portals/new`);
    // It has no words yet.
    await page.frameLocator('iframe').getByRole('heading').first().waitFor({ state: 'attached' });
    expect(violations).toEqual([]);
  });

  test('[Q7] the pages of words and of nobody load under theirs', async () => {
    const page = await open();
    for (const path of ['/api', '/verify', '/join', '/p/nobody', '/console/reset']) {
      await page.goto(beside.url + path);
      await page.getByRole('heading').first().waitFor();
    }
    expect(violations).toEqual([]);
  });

  test('[Q7] what is injected into a page is not run, and not sent anywhere', async () => {
    technician = await enterAsTechnician(beside.url, 'manager@demo.test');
    const page = await open();
    await page.goto(`${beside.url}/p/demo`);
    await page.getByRole('heading').first().waitFor();
    await page.evaluate(() => {
      const image = document.createElement('img');
      image.setAttribute('src', 'https://evil.example/steal.png');
      image.setAttribute('onerror', 'window.injected = 1');
      const script = document.createElement('script');
      script.textContent = 'window.injected = 1';
      const style = document.createElement('style');
      style.textContent = 'body { background: url(https://evil.example/x) }';
      document.body.append(image, script, style);
      void fetch('https://evil.example/').catch(() => undefined);
    });
    await expect.poll(() => violations.length).toBeGreaterThanOrEqual(4);
    expect(await page.evaluate(() => 'injected' in window)).toBe(false);
    const blocked = violations.map((line) => line.split(' ')[1]);
    expect(new Set(blocked)).toEqual(
      new Set(['script-src-elem', 'script-src-attr', 'style-src-elem', 'img-src', 'connect-src']),
    );
  });
});
