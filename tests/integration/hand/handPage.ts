import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { chromiumArguments } from '../../support/browser/chromiumArguments.ts';
import { findChromium } from '../../support/browser/findChromium.ts';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import { bundle } from './bundle.ts';
import { bytesOf, viewport, type Point, type Unnumbered } from './messages.ts';
import type {} from './inPage.ts';

export interface HandPage {
  page: Page;
  /** Encodes and applies. @returns what each message was refused for, or null */
  send(...messages: Unnumbered[]): Promise<(string | null)[]>;
  /** The middle of an element, or a place from its upper left corner. */
  at(selector: string, offset?: Point): Promise<Point>;
  /** What the page's recorder has written since it was last read. */
  log(): Promise<string[]>;
}

export interface HandPages {
  /** The file's page, with this in it, and the hand. */
  open(html: string): Promise<HandPage>;
  /** The same in a second page, for a person's own mouse and keyboard. */
  openAnother(html: string): Promise<HandPage>;
}

const address = 'https://page.test/';

/** One browser for the file, with scroll bars only where they are asked for. */
export function useHandPages({ scrollBars = false } = {}): HandPages {
  let browser: Browser;
  let script: string;
  let first: Page;
  let second: Page | undefined;
  beforeAll(async () => {
    [browser, script] = await Promise.all([
      scrollBars ? launchWithScrollBars() : launchBrowser(),
      bundle('./inPage.ts'),
    ]);
    first = await create();
  }, 60_000);
  afterAll(() => browser.close());

  async function create(): Promise<Page> {
    const page = await browser.newPage({ viewport });
    await page.addInitScript(`if (window === top) {${script}}`);
    return page;
  }

  async function show(page: Page, html: string): Promise<HandPage> {
    await page.unrouteAll();
    await page.route(`${address}**`, (route) =>
      route.fulfill({ contentType: 'text/html', body: html }),
    );
    await page.goto(address);
    return handPage(page);
  }

  return {
    open: (html) => show(first, html),
    async openAnother(html) {
      second ??= await create();
      return show(second, html);
    },
  };
}

/** Playwright hides scroll bars. */
function launchWithScrollBars(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({
    ...(executablePath && { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
    ignoreDefaultArgs: ['--hide-scrollbars'],
    args: chromiumArguments({}),
  });
}

function handPage(page: Page): HandPage {
  return {
    page,
    send: (...messages) =>
      page.evaluate((bytes) => window.hand.apply(bytes), messages.map(bytesOf)),
    async at(selector, offset) {
      const box = await page.locator(selector).boundingBox();
      if (!box) throw new Error(`${selector} is not laid out`);
      const { x, y } = offset ?? { x: box.width / 2, y: box.height / 2 };
      return { x: Math.round(box.x + x), y: Math.round(box.y + y) };
    },
    log: () =>
      page.evaluate(async () => {
        // Some events come with the next frame.
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        const recorded = (window as { recorded?: string[] }).recorded ?? [];
        return recorded.splice(0);
      }),
  };
}
