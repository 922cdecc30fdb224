import type { Locator, Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { placeOn, pointAt, say, serve, shareScreen, shownPicture } from './support/actors.ts';
import { violations } from './support/axe.ts';
import { bringUpBeside } from './support/bringUp.ts';
import { describeWith } from './support/describeWith.ts';
import {
  blue,
  choose,
  drag,
  drawnOn,
  expectNoPointer,
  pointedOn,
  edgesOf,
  expectEdges,
  expectNothingDrawn,
  green,
  purple,
  red,
} from './support/drawing.ts';
import { pinch, swipe } from './support/fingers.ts';
import { addWorkbench } from './support/frames.ts';
import { relay } from './support/relay.ts';
import { bringIn } from './support/tourTeam.ts';

describeWith(relay)('pointing and drawing', () => {
  const beside = bringUpBeside({ captureTabTitle: 'Demo' });
  let toni: Page;
  let portal: Page;

  // What is shared looks as a site's own page may, whose policy is another one than the portal's.
  const open = (viewport: { width: number; height: number }, deviceScaleFactor: number) =>
    beside.open({ bypassCSP: true, viewport, deviceScaleFactor });

  /** The customer's screen is a sharp one, the technician's is not. */
  beforeAll(async () => {
    [toni, portal] = await Promise.all([
      open({ width: 1440, height: 900 }, 1),
      open({ width: 800, height: 600 }, 2),
    ]);
    await serve(toni, portal, beside.url, 'Dora Draw');
  });

  const button = (at: Page | Locator, name: string) =>
    at.getByRole('button', { name, exact: true });

  test('[S10][W6] what is drawn on a zoomed picture lies on the shared page to the pixel', async () => {
    await addWorkbench(portal);
    await shareScreen(toni, portal);
    await choose(toni, 'Box');
    // In the middle, where zooming leaves it.
    await portal
      .locator('#bench')
      .evaluate(({ style }) => Object.assign(style, { left: '340px', bottom: '280px' }));
    await button(toni, 'Actual size').click();
    await button(toni, 'Zoom in').click();
    const box = (await portal.locator('#press').boundingBox())!;
    const around = {
      left: box.x,
      top: box.y,
      right: box.x + box.width,
      bottom: box.y + box.height,
    };
    const corner = (x: number, y: number) => placeOn(toni, portal, { x, y });
    await drag(
      toni,
      await corner(around.left, around.top),
      await corner(around.right, around.bottom),
    );
    expectEdges(await drawnOn(portal, red), around, { width: 800, within: 1 });
    // The picture has it by now; it is not drawn over itself.
    await expectNothingDrawn(toni, red);
    await toni.keyboard.press('Control+Alt+z');
    await expectNothingDrawn(portal, red);

    await choose(toni, 'Arrow');
    const end = await pointAt(toni, portal, portal.locator('#press'));
    await drag(toni, { x: end.x + 120, y: end.y }, end);
    const arrow = await drawnOn(portal, red);
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    expect(Math.abs(arrow.left - middle.x)).toBeLessThanOrEqual(1);
    expect(Math.abs((arrow.top + arrow.bottom) / 2 - middle.y)).toBeLessThanOrEqual(1);
    await button(portal, 'Clear drawings').click();
    await expectNothingDrawn(portal, red);

    // The pointer goes along, until it leaves the picture.
    await choose(toni, 'Point');
    await toni.mouse.move(end.x, end.y);
    const pointer = await pointedOn(portal, red);
    expect(Math.abs(pointer.left - middle.x)).toBeLessThanOrEqual(1);
    expect(Math.abs(pointer.top - middle.y)).toBeLessThanOrEqual(1);
    await toni.mouse.move(5, 5);
    await expectNoPointer(portal);
    // What is empty is no work for the page that is shared.
    expect(await portal.locator('canvas[data-drawing]').isVisible()).toBe(false);

    await choose(toni, 'Text');
    await toni.mouse.click(end.x, end.y);
    await toni.getByLabel('Text on the picture').fill('Press this');
    await toni.keyboard.press('Enter');
    expect((await drawnOn(portal, red)).left).toBeGreaterThanOrEqual(middle.x - 1);
    await button(portal, 'No drawing on my screen').click();
    await expectNothingDrawn(portal, red);
    await toni.getByText('The customer has switched drawing off.').waitFor();
    await button(toni, 'Pen').and(toni.locator(':disabled')).waitFor();
    await button(portal, 'Allow drawing again').click();
    await button(toni, 'Pen').and(toni.locator(':enabled')).waitFor();
  });

  test('[S10][W7] what is drawn stays at its content when the page is scrolled, or a part of it', async () => {
    await portal.evaluate(() => {
      const part = document.createElement('div');
      part.id = 'part';
      part.style.cssText =
        'position:absolute;left:40px;top:100px;width:240px;height:200px;overflow:auto;background:#fff;z-index:1';
      part.innerHTML =
        '<div style="height:900px"><div id="item" style="position:absolute;left:60px;top:100px;width:120px;height:40px;background:#ddd"></div></div>';
      document.body.append(part);
      document.body.style.minHeight = '2000px';
    });
    const around = async () => {
      const { x, y, width, height } = (await portal.locator('#item').boundingBox())!;
      return { left: x, top: y, right: x + width, bottom: y + height };
    };
    const expectAround = async (): Promise<void> =>
      expectEdges(await drawnOn(portal, red), await around(), { width: 800, within: 1 });
    await choose(toni, 'Box');
    const { left, top, right, bottom } = await around();
    await drag(
      toni,
      await placeOn(toni, portal, { x: left, y: top }),
      await placeOn(toni, portal, { x: right, y: bottom }),
    );
    await expectAround();
    // The picture has it: where that goes, it goes.
    await expectNothingDrawn(toni, red);
    await portal.locator('#part').evaluate((part) => part.scrollTo(0, 50));
    await expectAround();
    await portal.evaluate(() => scrollTo(0, 40));
    expect((await around()).top).toBe(top - 90);
    await expectAround();
    // Out of its part it points at nothing.
    await portal.locator('#part').evaluate((part) => part.scrollTo(0, 400));
    await expectNothingDrawn(portal, red);
    await portal.locator('#part').evaluate((part) => part.scrollTo(0, 20));
    await expectAround();
    await button(portal, 'Clear drawings').click();
    await portal.evaluate(() => {
      scrollTo(0, 0);
      document.querySelector('#part')?.remove();
      document.body.style.minHeight = '';
    });
  });

  test('[S10][S5] one finger draws in the viewer; two zoom, and leave nothing', async () => {
    await choose(toni, 'Pen');
    await button(toni, 'Fit to the window').click();
    const place = (x: number, y: number) => placeOn(toni, portal, { x, y });
    await swipe(toni, await place(300, 300), await place(350, 340), await place(400, 380));
    const line = { left: 300, top: 300, right: 400, bottom: 380 };
    expectEdges(await drawnOn(portal, red), line, { width: 800, within: 1 });
    await button(portal, 'Clear drawings').click();
    await expectNothingDrawn(portal, red);

    const before = (await shownPicture(toni).boundingBox())!.width;
    await pinch(toni, await place(400, 300), 1.5);
    expect((await shownPicture(toni).boundingBox())!.width).toBeGreaterThan(before * 1.2);
    await button(toni, 'Undo my last drawing').and(toni.locator(':disabled')).waitFor();
    await expectNothingDrawn(portal, red);
    await expectNothingDrawn(toni, red);
    await button(toni, 'Fit to the window').click();
    await choose(toni, 'Point');
  });

  test('[S10] the customer draws on the page, which does not take it for its own', async () => {
    await button(portal, 'Draw here').click();
    const box = (await portal.locator('#press').boundingBox())!;
    const from = { x: box.x + 4, y: box.y + 12 };
    await drag(portal, from, { x: from.x + 60, y: from.y + 80 });
    const line = await drawnOn(portal, blue);
    expect(Math.abs(line.right - (from.x + 60))).toBeLessThanOrEqual(3);
    await portal.mouse.click(from.x, from.y);
    expect(await portal.locator('#bench').getAttribute('data-pressed')).toBeNull();
    await button(portal, 'Stop drawing').click();
    await portal.locator('#press').click();
    expect(await portal.locator('#bench').getAttribute('data-pressed')).toBe('1');
    await button(portal, 'Stop sharing').click();
    await button(toni, 'Upgrade').waitFor();
    expect(await portal.locator('canvas[data-drawing]').count()).toBe(0);
  });

  // Three browsers and two windows: slow on a busy machine.
  test('[S10][T9] another tab: the mirror and a guest show what is drawn, to 2 px, and all can draw', async () => {
    const [robin, sheet] = await Promise.all([
      open({ width: 1280, height: 800 }, 2),
      open({ width: 640, height: 400 }, 1),
    ]);
    await bringIn(robin, toni, beside.url, 'Dora Draw', { control: true });
    // From here on this is the tab that is picked.
    await portal.evaluate(() => (document.title = 'Elsewhere'));
    await sheet.setContent(
      '<title>Demo sheet</title><body style="background:#fff"><div id="square" style="position:fixed;left:200px;top:120px;width:160px;height:100px;background:#00a000"></div>',
    );
    await shareScreen(toni, portal);
    await button(robin, 'Pen').and(robin.locator(':enabled')).waitFor();

    const opening = portal.context().waitForEvent('page');
    await button(portal, 'Show the mirror').click();
    const mirror = await opening;
    await choose(toni, 'Box');
    const corner = (x: number, y: number) => placeOn(toni, sheet, { x, y });
    await drag(toni, await corner(200, 120), await corner(360, 220));
    for (const page of [mirror, robin]) {
      const drawn = await drawnOn(page, red);
      const picture = page === mirror ? page.locator('video') : shownPicture(page);
      const width = (await picture.boundingBox())!.width;
      await expect.poll(() => edgesOf(picture, green)).not.toBeNull();
      expectEdges(drawn, (await edgesOf(picture, green))!, { width, within: 2 });
    }
    await toni.mouse.move(5, 5);

    await choose(robin, 'Arrow');
    const middle = await pointAt(robin, sheet, sheet.locator('#square'));
    await drag(robin, { x: middle.x - 100, y: middle.y + 60 }, middle);
    await drawnOn(toni, purple);
    await drawnOn(mirror, purple);
    await toni.keyboard.press('Control+Alt+x');
    await expectNothingDrawn(robin, red);
    await drawnOn(robin, purple);
    await robin.keyboard.press('Control+Alt+z');
    await expectNothingDrawn(mirror, purple);

    await button(mirror, 'Draw').click();
    const picture = (await mirror.getByRole('img', { name: 'Your shared screen' }).boundingBox())!;
    const at = { x: picture.x + picture.width / 3, y: picture.y + picture.height / 2 };
    await drag(mirror, at, { x: at.x + 60, y: at.y + 20 });
    await drawnOn(toni, blue);
    await button(mirror, 'Clear').click();
    await expectNothingDrawn(toni, blue);
    expect(await violations(mirror)).toEqual([]);

    await say(mirror, 'I see it in the mirror.');
    await toni.getByText('I see it in the mirror.').first().waitFor();
    await button(mirror, 'Pause').click();
    await toni.getByText('Paused by the customer').waitFor();
    await mirror.getByText('Paused – nothing is shown.').waitFor();
    await button(mirror, 'Resume').click();
    await toni.getByText('Paused by the customer').waitFor({ state: 'detached' });
    await mirror.close();

    // Closing it changes nothing; where there are no floating windows, an ordinary one does.
    await portal.evaluate(() => Reflect.deleteProperty(window, 'documentPictureInPicture'));
    const again = portal.context().waitForEvent('page');
    await button(portal, 'Show the mirror').click();
    const ordinary = await again;
    await expect.poll(() => edgesOf(ordinary.locator('video'), green)).not.toBeNull();
    const closing = ordinary.waitForEvent('close');
    await button(ordinary, 'Stop sharing').click();
    await closing;
    await button(toni, 'Upgrade').waitFor();
  }, 180_000);
});
