import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser, type LaunchOptions } from '../../support/browser/launchBrowser.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';

export type End = 'customer' | 'technician';

interface Parts {
  installation: TestInstallation;
  /** A browser. */
  customer: Browser;
  /** Another one; without it they share the customer's. */
  technician?: Browser;
}

/** What the tests of a suite share; there from its first hook on. */
export interface Beside {
  readonly installation: TestInstallation;
  /** Where its customers go. */
  readonly url: string;
  /** The customer's. */
  readonly browser: Browser;
  /**
   * A page in a window of its own, since one behind another presents no frames. What a test opens goes
   * with it, what is opened before goes with the suite.
   */
  open(options?: BrowserContextOptions, end?: End): Promise<Page>;
}

/**
 * Has an installation and browsers come up for the tests of a suite, and go after them. What they
 * need comes before them and goes after them, where its hooks stand above.
 */
export function bringUp(start: () => Promise<Parts>): Beside {
  let parts: Parts | undefined;
  let contexts: BrowserContext[] = [];
  let before = 0;
  const up = (): Parts => {
    if (!parts) throw new Error('what the suite needs is not up yet');
    return parts;
  };

  beforeAll(async () => {
    parts = await start();
  });
  afterAll(async () => {
    if (!parts) return;
    const { installation, customer, technician } = parts;
    await Promise.all([customer.close(), technician?.close()]);
    await installation.close();
  });
  beforeEach(() => {
    before = contexts.length;
  });
  afterEach(async () => {
    await Promise.all(contexts.slice(before).map((context) => context.close()));
    contexts = contexts.slice(0, before);
  });

  return {
    get installation() {
      return up().installation;
    },
    get url() {
      return up().installation.url;
    },
    get browser() {
      return up().customer;
    },
    async open(options = {}, end = 'customer') {
      const context = await (up()[end] ?? up().customer).newContext({
        locale: 'en-GB',
        ...options,
      });
      contexts.push(context);
      return context.newPage();
    },
  };
}

/** An installation and one browser for both ends, which is all that most suites need. */
export function bringUpBeside(
  launch: LaunchOptions = {},
  environment: () => Record<string, string> = () => ({}),
): Beside {
  return bringUp(async () => {
    const [installation, customer] = await Promise.all([
      startTestInstallation(environment()),
      launchBrowser(launch),
    ]);
    return { installation, customer };
  });
}
