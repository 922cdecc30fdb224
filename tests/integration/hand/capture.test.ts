import type { CDPSession, Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import type { CaptureInPage } from './captureInPage.ts';
import { useHandPages } from './handPage.ts';

const pages = useHandPages();
const timeout = 20_000;

describe('[I2] what is taken from the technician’s own mouse and keyboard', { timeout }, () => {
  let script: string;
  beforeAll(async () => {
    script = await bundle('./captureInPage.ts');
  }, timeout);

  async function open(): Promise<{ page: Page; cdp: CDPSession }> {
    const { page } = await pages.open(
      `<!doctype html><body style="margin: 0">
      <input id="other" value="from the clipboard" style="position: absolute; top: 500px">
      <div id="stage" role="application" aria-label="Stage" tabindex="0"
        style="position: relative; width: 600px; height: 400px"></div>`,
    );
    await page.addScriptTag({ content: script });
    return { page, cdp: await page.context().newCDPSession(page) };
  }

  const strokes = (page: Page): Promise<CaptureInPage['strokes']> =>
    page.evaluate(() => window.captured.strokes.splice(0));
  /** Types, and texts as they are. */
  const said = async (page: Page): Promise<string[]> =>
    (await strokes(page)).map((stroke) => ('text' in stroke ? stroke.text : stroke.type));

  test('[I2] keys, once the stage has the focus, by whichever way', async () => {
    const { page } = await open();
    await page.locator('#stage').focus();
    await page.keyboard.press('Shift+A');
    expect(await strokes(page)).toMatchObject([
      { type: 'key-down', key: 'Shift', code: 'ShiftLeft', location: 1 },
      { type: 'key-down', key: 'A', code: 'KeyA', modifiers: 1 },
      { type: 'key-up', key: 'A' },
      { type: 'key-up', key: 'Shift', modifiers: 0 },
    ]);
    await page.locator('#other').focus();
    expect(await said(page)).toEqual(['release']);
    await page.keyboard.press('b');
    expect(await said(page)).toEqual([]);
    await page.mouse.click(50, 50);
    await page.keyboard.press('b');
    expect(await said(page)).toEqual(['down', 'up', 'key-down', 'key-up']);
  });

  test('[I2] an input method shows its window where was pressed last', async () => {
    const { page, cdp } = await open();
    await page.mouse.click(30, 70);
    await page.mouse.click(50, 60);
    await cdp.send('Input.imeSetComposition', { text: 'に', selectionStart: 0, selectionEnd: 0 });
    expect(await page.locator('#stage textarea').boundingBox()).toMatchObject({ x: 50, y: 60 });
  });

  test('[I2] an input method and dead keys compose here, and what is composed goes as one text', async () => {
    const { page, cdp } = await open();
    await page.mouse.click(50, 50);
    await said(page);
    for (const text of ['に', 'にほ', '日本']) {
      await cdp.send('Input.imeSetComposition', { text, selectionStart: 0, selectionEnd: 0 });
      expect(await said(page)).toEqual([]);
    }
    await cdp.send('Input.insertText', { text: '日本' });
    expect(await said(page)).toEqual(['日本']);
    const dead = { key: 'Dead', code: 'BracketLeft', windowsVirtualKeyCode: 219 };
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...dead });
    await cdp.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key: 'â',
      code: 'KeyA',
      text: 'â',
    });
    expect(await strokes(page)).toMatchObject([{ type: 'key-down', key: 'â', code: 'KeyA' }]);
    // An emoji panel inserts without any key.
    await cdp.send('Input.insertText', { text: '👍🏽' });
    await cdp.send('Input.insertText', { text: 'x'.repeat(1001) });
    expect(await said(page)).toEqual(['👍🏽', 'x'.repeat(1000), 'x']);
  });

  test('[I5] the technician’s paste hands over the text, and no key', async () => {
    const { page } = await open();
    await page.locator('#other').selectText();
    await page.keyboard.press('Control+c');
    await page.mouse.click(50, 50);
    await said(page);
    await page.keyboard.press('Control+v');
    await expect
      .poll(() => page.evaluate(() => window.captured.pasted))
      .toEqual(['from the clipboard']);
    expect(await strokes(page)).toMatchObject([
      { type: 'key-down', key: 'Control' },
      { type: 'key-up', key: 'Control' },
    ]);
  });

  test('[I2] a move goes at once, then one for a frame; a drag keeps what lay between', async () => {
    const { page } = await open();
    const sent = await page.evaluate(async () => {
      const stage = document.querySelector('#stage');
      const tell = (type: string, x: number, y: number, buttons: number): void => {
        const button = type === 'pointermove' ? -1 : 0;
        const init = { bubbles: true, clientX: x, clientY: y, button, buttons, pointerId: 1 };
        stage?.dispatchEvent(new PointerEvent(type, init));
      };
      let now = 1_000;
      performance.now = () => now;
      const frame = async (): Promise<void> => {
        await new Promise(requestAnimationFrame);
        now += 17;
      };
      Object.assign(stage ?? {}, { setPointerCapture: () => undefined });
      await frame();
      for (let x = 0; x < 100; x += 1) tell('pointermove', x, 10, 0);
      await frame();
      await frame();
      tell('pointerdown', 100, 10, 1);
      for (let x = 101; x < 111; x += 1) tell('pointermove', x, 10, 1);
      await frame();
      await frame();
      return window.captured.moves.splice(0);
    });
    const left = ({ x }: { x: number }): number => Math.round((x / 65_535) * 600);
    expect(sent.map(left)).toEqual([0, 99, 101, 110]);
    expect(sent.map(({ trail }) => trail?.map(left))).toEqual([
      ...[undefined, undefined, undefined],
      [102, 103, 104, 105, 106, 107, 108, 109],
    ]);
  });

  test('[I7] what is pressed comes up, at the edge, wherever it is let go of', async () => {
    const { page, cdp } = await open();
    const full = 65_535;
    const ways = [
      { at: { x: 700, y: 450 }, up: { x: full, y: full } },
      { at: { x: -40, y: 200 }, up: { x: 0, y: Math.round(full / 2) } },
      // Outside of the window itself.
      { at: { x: 300, y: 5_000 }, up: { x: Math.round(full / 2), y: full } },
    ];
    for (const { at, up } of ways) {
      await page.mouse.move(300, 200);
      await page.mouse.down();
      await page.mouse.move(at.x, at.y);
      await page.mouse.up();
      expect(await strokes(page)).toMatchObject([
        { type: 'down', button: 0, buttons: 1 },
        { type: 'up', ...up, button: 0, buttons: 0 },
      ]);
    }
    const touch = { x: 100, y: 100 };
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [touch] });
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
    await expect.poll(() => said(page)).toEqual(['down', 'release']);
  });

  test('[I2] without a grant nothing is taken, and afterwards nothing is left of it', async () => {
    const { page } = await open();
    await page.evaluate(() => (window.captured.enabled = false));
    await page.mouse.click(50, 50);
    await page.keyboard.type('abc');
    await page.evaluate(() => window.captured.close());
    expect(await said(page)).toEqual([]);
    expect(await page.evaluate(() => window.captured.moves)).toEqual([]);
    expect(await page.locator('textarea').count()).toBe(0);
  });
});
