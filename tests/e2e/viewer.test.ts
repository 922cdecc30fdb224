import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { grantControl, pointAt, serve, shareScreen, shownPicture } from './support/actors.ts';
import { violations } from './support/axe.ts';
import { bringUpBeside } from './support/bringUp.ts';
import { describeInBrowser } from './support/describeWith.ts';
import { pinch } from './support/fingers.ts';
import { addWorkbench } from './support/frames.ts';

const frame = { width: 1280, height: 720 };
/** Of a busy machine. */
const patience = { timeout: 15_000 };

describeInBrowser('the viewer', () => {
  const beside = bringUpBeside({ captureTabTitle: 'Demo' });
  let console: Page;
  let portal: Page;

  /** One technician on a sharp screen sees the customer's page, all the while. */
  beforeAll(async () => {
    const sharp = { deviceScaleFactor: 2, viewport: { width: 1440, height: 900 } };
    console = await beside.open({ ...sharp, hasTouch: true });
    portal = await beside.open({ viewport: frame });
    await serve(console, portal, beside.url, 'Vera View');
    await addWorkbench(portal);
    await shareScreen(console, portal);
    await tool(console, 'Zoom in').and(console.locator(':enabled')).waitFor();
  });

  const tool = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const percent = (page: Page) => page.getByRole('group', { name: 'Zoom' }).getByRole('status');

  /** Until the picture is that wide, in CSS px; a screen of the technician's has two pixels for each. */
  async function expectZoom(page: Page, value: number): Promise<void> {
    await percent(page).getByText(`${value} %`, { exact: true }).waitFor();
    const box = await shownPicture(page).boundingBox();
    expect(box?.width).toBeCloseTo((frame.width * value) / 100 / 2, 1);
  }

  /** Which pixel of the frame is shown at a place of the page. */
  async function pixelAt({ x, y }: { x: number; y: number }) {
    const box = (await shownPicture(console).boundingBox())!;
    return {
      x: ((x - box.x) / box.width) * frame.width,
      y: ((y - box.y) / box.height) * frame.height,
    };
  }

  /** @param page that the picture is on */
  async function expectClick(page = console): Promise<void> {
    const bench = portal.locator('#bench');
    const before = Number((await bench.getAttribute('data-pressed')) ?? 0);
    const { x, y } = await pointAt(page, portal, portal.locator('#press'));
    await page.mouse.click(x, y);
    await portal.locator(`#bench[data-pressed="${before + 1}"]`).waitFor();
  }

  test('[S5][I2] zoomed by keys and wheel, moved, and the hand lands where it points', async () => {
    const stage = console.getByLabel('Shared screen');
    await stage.focus();
    await console.keyboard.press('1');
    await expectZoom(console, 100);
    await tool(console, 'Actual size').and(console.locator('[aria-pressed="true"]')).waitFor();
    await console.keyboard.press('+');
    await expectZoom(console, 125);
    await console.keyboard.press('0');
    await tool(console, 'Fit to the window')
      .and(console.locator('[aria-pressed="true"]'))
      .waitFor();

    await grantControl(console, portal);
    // Where the edges do not hold the picture.
    await portal
      .locator('#bench')
      .evaluate(({ style }) => Object.assign(style, { left: '480px', bottom: '300px' }));
    const { x, y } = await pointAt(console, portal, portal.locator('#serial'));
    // A turn of the wheel is told of in whole px.
    const target = { x: Math.round(x), y: Math.round(y) };
    const pointed = await pixelAt(target);
    await console.mouse.move(target.x, target.y);
    await console.keyboard.down('Control');
    // Held at actual size once; then on to the largest that there is.
    for (let turn = 0; turn < 12; turn += 1) await console.mouse.wheel(0, -240);
    await console.keyboard.up('Control');
    await expectZoom(console, 400);
    const kept = await pixelAt(target);
    expect(Math.hypot(kept.x - pointed.x, kept.y - pointed.y)).toBeLessThanOrEqual(1);
    await console.mouse.click(target.x, target.y);
    await console.keyboard.type('SN-1');
    await expect.poll(() => portal.locator('#serial').inputValue(), patience).toBe('SN-1');
    expect(await portal.evaluate(() => scrollY)).toBe(0);

    await console.keyboard.press('Control+Alt+-');
    await console.keyboard.press('Control+Alt+-');
    await expectZoom(console, 200);
    const before = await shownPicture(console).boundingBox();
    await console.keyboard.press('Control+Alt+ArrowRight');
    await console.keyboard.press('Control+Alt+ArrowRight');
    const moved = await shownPicture(console).boundingBox();
    expect(before!.x - moved!.x).toBeGreaterThan(50);
    await expectClick();
    // None of them was typed on the customer's side.
    expect(await portal.locator('#serial').inputValue()).toBe('SN-1');
    const clicked = await portal.locator('#bench').getAttribute('data-pressed');

    // Two fingers are the viewer's own even now.
    await pinch(console, await pointAt(console, portal, portal.locator('#press')), 0.5);
    await expectZoom(console, 100);
    expect(await portal.locator('#bench').getAttribute('data-pressed')).toBe(clicked);
    await tool(console, 'Release control').click();
  });

  test('[S5] full screen, a window of its own and back, a screenshot, and how well it comes', async () => {
    const isFull = (): Promise<boolean> =>
      console.evaluate(() => document.fullscreenElement !== null);

    await tool(console, 'Full screen').click();
    await expect.poll(isFull, patience).toBe(true);
    await tool(console, 'Leave full screen').waitFor();
    expect((await console.getByLabel('Shared screen').boundingBox())?.width).toBe(1440);
    expect(await violations(console)).toEqual([]);
    await console.keyboard.press('Escape');
    await tool(console, 'Full screen').waitFor();

    await grantControl(console, portal);
    const opening = console.context().waitForEvent('page');
    await console.keyboard.press('Control+Alt+w');
    const own = await opening;
    // The page shows something else meanwhile.
    await console.getByRole('link', { name: 'Beside' }).click();
    await console.getByText('Select a request').waitFor();
    await percent(own).getByText(/%/).waitFor();
    await expectClick(own);
    await console.goBack();
    await console.getByText('The shared screen is in a window of its own').waitFor();
    expect(await violations(own)).toEqual([]);
    await own.keyboard.press('Control+Alt+0');
    await tool(own, 'Fit to the window').and(own.locator('[aria-pressed="true"]')).waitFor();
    await own.close();
    await tool(console, 'Open in a window of its own').waitFor();
    await expectClick();

    // Where the browser has no floating windows, an ordinary one does.
    await console.evaluate(() => Reflect.deleteProperty(window, 'documentPictureInPicture'));
    const again = console.context().waitForEvent('page');
    await tool(console, 'Open in a window of its own').click();
    const ordinary = await again;
    await tool(ordinary, 'Full screen').waitFor();
    await expectClick(ordinary);
    const closing = ordinary.waitForEvent('close');
    await tool(console, 'Bring the picture back').click();
    await closing;
    await tool(console, 'Open in a window of its own').waitFor();

    await tool(console, 'Screenshot into the chat').click();
    const name = /^Picture Screenshot \d{4}-\d\d-\d\d \d\d\.\d\d\.png$/;
    const picture = portal.getByRole('img', { name });
    await picture.waitFor();
    await expect
      .poll(
        () =>
          picture.evaluate(({ naturalWidth, naturalHeight }: HTMLImageElement) => ({
            width: naturalWidth,
            height: naturalHeight,
          })),
        patience,
      )
      .toEqual(frame);

    await console
      .getByRole('button', { name: /^Connection: (Excellent|Good|Weak|Very weak)$/ })
      .click();
    const panel = console.getByRole('dialog', { name: 'Connection' });
    await panel.getByText('Direct, UDP').waitFor();
    await panel.getByText('1280 × 720').waitFor();
    await panel.getByText(/^\d+ fps$/).waitFor();
    await panel
      .getByRole('img', { name: /^Round trip over the last two minutes: now \d+ ms/ })
      .waitFor();
    // On a busy machine the relay may have been there first.
    await panel
      .getByText(/Direct connection: /)
      .first()
      .waitFor();
    await console.keyboard.press('Escape');

    await portal.getByRole('button', { name: 'Pause', exact: true }).click();
    await tool(console, 'Screenshot into the chat').and(console.locator(':disabled')).waitFor();
    await console.keyboard.press('Control+Alt+s');
    expect(await console.getByRole('img', { name }).count()).toBe(1);
  });
});
