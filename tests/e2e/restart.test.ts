import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  startTestInstallation,
  type TestInstallation,
} from '../support/installation/testInstallation.ts';
import { say, serve } from './support/actors.ts';
import { bringUpBeside } from './support/bringUp.ts';
import { describeInBrowser } from './support/describeWith.ts';
import { longestGapSince, shareMotion, waitForFrames } from './support/frames.ts';

describeInBrowser('the server restarts', () => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'beside-restart-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));
  const beside = bringUpBeside({ captureTabTitle: 'Demo' }, () => ({ DATA_DIR: dataDir }));
  let again: TestInstallation | undefined;
  afterAll(() => again?.close());

  test('[C2][S6] the direct picture goes on, and what was written meanwhile arrives once', async () => {
    const { url } = beside;
    const [console, portal] = [await beside.open(), await beside.open()];
    await serve(console, portal, url, 'Resi Restart');
    await shareMotion(console, portal, 20);

    const from = await console.evaluate(() => performance.now());
    await beside.installation.close();
    await portal.getByText('No connection. Trying again…').first().waitFor();
    await say(portal, 'Written while the server was away');
    await waitForFrames(console, 20);
    again = await startTestInstallation({ DATA_DIR: dataDir, PORT: new URL(url).port });

    await console.getByText('Written while the server was away').first().waitFor();
    await say(console, 'Welcome back');
    await portal.getByText('Welcome back', { exact: true }).waitFor();
    await waitForFrames(console, 20);
    await console
      .getByText('standby ready')
      .first()
      .waitFor({ state: 'attached', timeout: 30_000 });

    const bubbles = portal
      .getByRole('listitem')
      .filter({ hasText: 'Written while the server was away' });
    expect(await bubbles.count()).toBe(1);
    const gap = await longestGapSince(console, from);
    globalThis.console.log(`longest gap in presented frames over a restart: ${Math.round(gap)} ms`);
    expect(gap).toBeLessThan(2_000);
  });
});
