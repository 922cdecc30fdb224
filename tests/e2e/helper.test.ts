import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser/launchBrowser.ts';
import { findDesktop } from '../support/desktop/findDesktop.ts';
import { desktopSize, startDesktop, type TestDesktop } from '../support/desktop/startDesktop.ts';
import { startTestInstallation } from '../support/installation/testInstallation.ts';
import { serve, shareScreen } from './support/actors.ts';
import { violations } from './support/axe.ts';
import { bringUp } from './support/bringUp.ts';
import { describeWith } from './support/describeWith.ts';
import { startHelper, type HelperProgram } from './support/helperProgram.ts';

/** Of a busy machine. */
const patience = { timeout: 30_000 };
const terminal = { x: 760, y: 120 };

describeWith(findDesktop())('the desktop helper', () => {
  let desktop: TestDesktop;
  let portal: Page;
  let console: Page;
  let helper: HelperProgram | undefined;

  beforeAll(async () => {
    desktop = await startDesktop(terminal);
  });
  afterAll(() => desktop.close());
  const beside = bringUp(async () => {
    const [installation, customer, technician] = await Promise.all([
      startTestInstallation(),
      launchBrowser({
        headed: true,
        environment: desktop.environment,
        captureDesktopSource: 'Entire screen',
        extraArgs: ['--window-position=0,0', '--window-size=700,700'],
      }),
      launchBrowser(),
    ]);
    return { installation, customer, technician };
  });
  beforeAll(async () => {
    portal = await beside.open({ viewport: { width: 640, height: 560 } });
    console = await beside.open({ viewport: { width: 1440, height: 900 } }, 'technician');
  });
  afterAll(() => helper?.kill());

  /** Where a pixel of the customer's screen is seen on the technician's stage. */
  async function onStage({ x, y }: { x: number; y: number }) {
    const box = await console.getByLabel('Shared screen').boundingBox();
    if (!box) throw new Error('the stage is not to be seen');
    const { width, height } = desktopSize;
    const scale = Math.min(box.width / width, box.height / height);
    return {
      x: box.x + (box.width - width * scale) / 2 + x * scale,
      y: box.y + (box.height - height * scale) / 2 + y * scale,
    };
  }

  const exists = (name: string): Promise<boolean> =>
    stat(join(desktop.folder, name)).then(
      () => true,
      () => false,
    );

  test('[I3] the technician opens a terminal on the shared screen and types a command there', async () => {
    await serve(console, portal, beside.url, 'Desi Desktop');
    await shareScreen(console, portal);

    await console.getByRole('button', { name: 'Request control' }).click();
    await portal.getByText('With a small program on this computer').waitFor();
    await portal.getByRole('dialog').getByRole('button', { name: 'Mouse and keyboard…' }).click();
    const command = await portal.locator('code').innerText();
    helper = startHelper(command.split(' ').slice(4), desktop.environment);
    await helper.said('Toni Technician of Demo');
    await portal.getByText('The program is there. Please agree in its window.').waitFor();
    await console.getByText('The helper asks the customer to agree').waitFor();
    helper.answer('');
    await portal.getByText('can then use this whole computer').waitFor();
    await portal.getByRole('button', { name: 'Allow control' }).click();
    await helper.said('Toni Technician may use mouse and keyboard now.');
    await console.getByText('You control mouse and keyboard of the whole computer').waitFor();

    await console.keyboard.press('Control+Alt+KeyT');
    await expect.poll(() => exists('ready'), { timeout: 10_000 }).toBe(true);
    const inside = await onStage({ x: terminal.x + 150, y: terminal.y + 60 });
    await console.mouse.click(inside.x, inside.y);
    await console.keyboard.type('echo "It works: 20 > 3 & [done]" > out.txt && touch typed\n');
    await expect.poll(() => exists('typed'), { timeout: 10_000 }).toBe(true);
    const written = await readFile(join(desktop.folder, 'out.txt'), 'utf8');
    expect(written).toBe('It works: 20 > 3 & [done]\n');
    await helper.said('Toni Technician is using them.');
  });

  test('[S10][I1] the mirror of a whole screen takes control back, and says what is asked elsewhere', async () => {
    const opening = portal.context().waitForEvent('page');
    await portal.getByRole('button', { name: 'Show the mirror' }).click();
    const mirror = await opening;
    const picture = mirror.locator('video');
    await expect
      .poll(() => picture.evaluate((video: HTMLVideoElement) => video.videoWidth), patience)
      .toBeGreaterThan(0);
    await mirror.getByRole('button', { name: 'Take back control' }).click();
    await console.getByRole('button', { name: 'Request control' }).click();
    await mirror.getByRole('alert').getByText('Toni Technician asks for control.').waitFor();
    expect(await violations(mirror)).toEqual([]);
    await mirror.getByRole('button', { name: 'Answer in the other window' }).click();
    await expect.poll(() => portal.evaluate(() => document.hasFocus()), patience).toBe(true);
    await portal.getByRole('button', { name: 'Allow control' }).click();
    await console.getByText('You control mouse and keyboard of the whole computer').waitFor();
    await mirror.getByRole('alert').waitFor({ state: 'detached' });
    await mirror.getByRole('button', { name: 'Take back control' }).waitFor();
    await mirror.close();
  });

  test('[I1] Ctrl+Alt+Esc stops the helper wherever the focus is, and takes control back', async () => {
    await console.keyboard.press('Control+Alt+Escape');
    expect(await helper?.ended()).toBe(0);
    await console.getByRole('button', { name: 'Request control' }).waitFor();
    await portal.getByText('The helper has ended.').first().waitFor();
  });
});
