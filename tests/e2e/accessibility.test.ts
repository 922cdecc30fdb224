import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../support/browser/findChromium.ts';
import { launchBrowser } from '../support/browser/launchBrowser.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../support/installation/testInstallation.ts';
import {
  grantControl,
  openChat,
  say,
  shareScreen,
  signInToConsole,
  takeRequest,
} from './support/actors.ts';

const why = findChromium() ? null : 'no Chromium on this machine';

/** WCAG 2.2 at levels A and AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

describe.skipIf(why !== null)(`access for everybody${why ? ` (skipped: ${why})` : ''}`, () => {
  let installation: TestInstallation;
  let browser: Browser;

  beforeAll(async () => {
    installation = await startTestInstallation();
    browser = await launchBrowser({ captureTabTitle: 'Demo' });
  });
  afterAll(async () => {
    await browser.close();
    await installation.close();
  });

  test.each(['light', 'dark'] as const)(
    '[P7][T4] no page or state of the story has a finding of axe (%s)',
    async (colorScheme) => {
      const { url } = installation;
      const customer = `Ada ${colorScheme}`;
      const open = async (width: number): Promise<Page> => {
        const context = await browser.newContext({
          viewport: { width, height: 800 },
          colorScheme,
          locale: 'en-GB',
          // Colours in the middle of a transition are nobody's choice.
          reducedMotion: 'reduce',
        });
        return context.newPage();
      };
      const [console, portal] = [await open(1440), await open(1280)];
      const found: Record<string, string[]> = {};
      const look = async (page: Page, state: string): Promise<void> => {
        found[state] = await violations(page);
      };

      await console.goto(`${url}/console`);
      await console.getByLabel('E-mail').waitFor();
      await look(console, 'sign-in');
      await signInToConsole(console, url);
      await look(console, 'empty or old list');
      await portal.goto(`${url}/p/demo`);
      await portal.getByLabel('Your name').waitFor();
      await look(portal, 'form');
      await portal.getByRole('button', { name: 'Start chat' }).click();
      await look(portal, 'form with errors');
      await openChat(portal, url, customer);
      await look(portal, 'waiting');
      await takeRequest(console, customer);
      await say(console, 'Hello!');
      await say(portal, 'Hello.');
      await console.getByText('Hello.').first().waitFor();
      await look(console, 'chat and details');
      await look(portal, 'chat');
      await console.getByRole('button', { name: 'Upgrade' }).click();
      await console.getByRole('button', { name: 'Ask now' }).waitFor();
      await look(console, 'upgrade dialog');
      await console.keyboard.press('Escape');
      await shareScreen(console, portal);
      await portal.getByRole('button', { name: 'Stop sharing' }).waitFor();
      await look(portal, 'sharing');
      await look(console, 'viewer');
      await grantControl(console, portal, () => look(portal, 'control dialog'));
      await look(console, 'viewer with control');
      await look(portal, 'controlled');
      await portal.getByRole('button', { name: 'Pause', exact: true }).click();
      await console.getByText('Paused by the customer').waitFor();
      await look(console, 'paused');
      await portal.getByRole('button', { name: 'Stop sharing' }).click();
      await portal.getByRole('button', { name: 'End chat' }).click();
      await portal.getByRole('button', { name: 'End now' }).waitFor();
      await look(portal, 'end dialog');
      await portal.getByRole('button', { name: 'End now' }).click();
      await portal.getByText('This chat has ended.').first().waitFor();
      await look(portal, 'ended');
      await console.getByRole('button', { name: 'Close request' }).first().click();
      await console.getByRole('button', { name: 'Save and close' }).waitFor();
      await look(console, 'close dialog');

      expect(
        Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0)),
      ).toEqual({});
      await portal.context().close();
      await console.context().close();
    },
  );
});
