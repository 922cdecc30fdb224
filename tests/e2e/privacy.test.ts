import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { launchBrowser } from '../support/browser/launchBrowser.ts';
import { startTestInstallation } from '../support/installation/testInstallation.ts';
import { serve, shareScreen } from './support/actors.ts';
import { violations } from './support/axe.ts';
import { bringUp } from './support/bringUp.ts';
import { describeInBrowser } from './support/describeWith.ts';
import { swipe } from './support/fingers.ts';
import { secretColour, seenSince, waitForRun, watchForSecret } from './support/secretColour.ts';

describeInBrowser('what never leaves a shared screen', () => {
  const beside = bringUp(async () => {
    const [installation, customer, technician] = await Promise.all([
      startTestInstallation(),
      launchBrowser({ captureTabTitle: 'Demo' }),
      launchBrowser(),
    ]);
    return { installation, customer, technician };
  });

  async function meet(name: string): Promise<{ portal: Page; console: Page }> {
    // What is shared looks as a site's own page may, whose policy is another one.
    const portal = await beside.open({ bypassCSP: true });
    const console = await beside.open({ bypassCSP: true }, 'technician');
    for (const page of [portal, console]) page.context().setDefaultTimeout(15_000);
    await serve(console, portal, beside.url, name);
    return { portal, console };
  }

  /** Something of a colour of its own, next to something that moves. */
  async function addSecret(portal: Page): Promise<void> {
    await portal.evaluate((colour) => {
      const bench = document.createElement('div');
      bench.id = 'bench';
      bench.style.cssText =
        'position:fixed;z-index:1;left:20px;top:420px;width:500px;height:240px;overflow:auto;background:#fff';
      bench.innerHTML = `<div style="height:900px;padding-top:40px"><input id="secret" aria-label="Card number"
          style="width:300px;height:100px;border:0;background:${colour}"></div>`;
      const moving = document.createElement('div');
      moving.style.cssText = 'position:fixed;z-index:1;left:540px;top:420px;width:40px;height:40px';
      document.body.append(bench, moving);
      let hue = 0;
      const draw = (): void => {
        moving.style.background = `hsl(${(hue += 7) % 200} 60% 50%)`;
        requestAnimationFrame(draw);
      };
      draw();
    }, secretColour);
  }

  async function shareAndWatch(name: string) {
    const { portal, console } = await meet(name);
    await shareScreen(console, portal);
    await addSecret(portal);
    await watchForSecret(console);
    // It is seen where it is neither private nor hidden: this is what the rest is held against.
    await waitForRun(console, true, 5);
    return { portal, console };
  }

  test('[I4][X4] what is private is in no frame, while the page scrolls, is made anew, and changes its kind', async () => {
    const { portal, console } = await shareAndWatch('Petra Private');
    await portal.evaluate(() =>
      document.querySelector('#secret')!.setAttribute('data-beside-private', ''),
    );
    await waitForRun(console, false, 5);
    await portal.getByText('Private fields on this page are hidden').waitFor();

    await portal.evaluate(async (colour) => {
      const bench = document.querySelector('#bench')!;
      const pass = (frames: number) =>
        new Promise<void>((resolve) => {
          const step = (left: number): void =>
            left === 0 ? resolve() : void requestAnimationFrame(() => step(left - 1));
          step(frames);
        });
      const shown = `width:300px;height:100px;border:0;background:${colour}`;
      const changes: (() => void)[] = [
        () => bench.scrollTo({ top: 300, behavior: 'smooth' }),
        () => bench.scrollTo({ top: 0 }),
        // Made anew, with a style of its own that is stronger than most.
        () =>
          (bench.innerHTML = `<style>#bench input { opacity: 1 !important; transition: opacity 9s; ${shown.replaceAll(';', ' !important;')} }</style>
              <input type="password" value="geheim">`),
        // "Show password".
        () => bench.querySelector('input')!.setAttribute('type', 'text'),
        () =>
          (bench.innerHTML = `<div data-beside-private><p style="${shown};position:fixed;top:430px">4111</p></div>`),
        // A component that gives itself its sheets, in a frame of the page's life of its own.
        () => {
          const host = document.createElement('x-card');
          bench.replaceChildren(host);
          requestAnimationFrame(() => {
            const root = host.attachShadow({ mode: 'closed' });
            root.adoptedStyleSheets = [];
            root.innerHTML = `<input type="password" style="${shown}">`;
          });
        },
        () => {
          const frame = document.createElement('iframe');
          frame.srcdoc = `<input autocomplete="current-password" style="${shown}">`;
          bench.replaceChildren(frame);
        },
        () => (bench.innerHTML = `<input style="${shown}" data-beside-private>`),
      ];
      for (const change of changes) {
        change();
        await pass(12);
      }
    }, secretColour);
    const { frames, bare } = await seenSince(console);
    expect(frames).toBeGreaterThan(20);
    expect(bare).toBe(0);

    // What stands for it lies where it is, also where the page zooms itself.
    for (const zoom of ['1', '1.25']) {
      await portal.evaluate((by) => (document.documentElement.style.zoom = by), zoom);
      await expect.poll(() => isPatched(portal)).toEqual([true, true]);
    }
    await portal.evaluate(() => (document.documentElement.style.zoom = ''));

    // In a pause the customer sees it again, and nobody else does.
    await portal.getByRole('button', { name: 'Pause', exact: true }).click();
    const field = portal.locator('#bench input');
    await expect.poll(() => opacityOf(portal)).toBe('1');
    await field.evaluate((input: HTMLInputElement) => (input.value = '4111'));
    await portal.getByRole('button', { name: 'Resume' }).click();
    await waitForRun(console, false, 10);
    expect(await opacityOf(portal)).toBe('0');
    await portal.getByRole('button', { name: 'Stop sharing' }).click();
    await expect.poll(() => opacityOf(portal)).toBe('1');
  });

  test('[X4] parts that the customer draws over are in no frame; a picture of another shape is not shown before they have looked', async () => {
    const { portal, console } = await shareAndWatch('Hanna Hides');
    await portal.getByRole('button', { name: 'Hide a part' }).click();
    const dialog = portal.getByRole('dialog', { name: 'What should Toni Technician not see?' });
    await dialog.waitFor();
    expect(await violations(portal)).toEqual([]);
    const picture = (await dialog.getByRole('img').boundingBox())!;
    const at = (x: number, y: number) =>
      [picture.x + (x * picture.width) / 1280, picture.y + (y * picture.height) / 720] as const;
    await portal.mouse.move(...at(20, 420));
    await portal.mouse.down();
    await portal.mouse.move(...at(300, 500));
    await portal.mouse.move(...at(530, 660));
    await portal.mouse.up();
    await dialog.getByRole('button', { name: /^Part 1: / }).waitFor();
    // Another one, by the keys alone.
    await dialog.getByRole('button', { name: 'Add a part' }).focus();
    await portal.keyboard.press('Enter');
    const second = dialog.getByRole('button', { name: /^Part 2: 35 % from the left/ });
    await second.focus();
    await portal.keyboard.press('ArrowRight');
    await portal.keyboard.press('Shift+ArrowDown');
    await dialog
      .getByRole('button', {
        name: 'Part 2: 37 % from the left, 43 % from the top, 30 % wide, 17 % high',
      })
      .waitFor();
    await portal.keyboard.press('Delete');
    await dialog.getByRole('button', { name: 'Hide it' }).click();
    await portal.getByText('1 part of the picture is hidden from Toni Technician.').waitFor();
    // What was sent before is through with the first frame without it.
    await waitForRun(console, false, 1);
    for (const top of [60, 0, 90]) {
      await portal.locator('#bench').evaluate((bench, to) => (bench.scrollTop = to), top);
      await waitForRun(console, false, 5);
    }
    expect((await seenSince(console)).bare).toBe(0);

    await portal.setViewportSize({ width: 900, height: 720 });
    const changed = portal.getByRole('alert').getByText('The picture has changed.');
    await changed.waitFor();
    await portal.locator('#bench').evaluate((bench: HTMLElement) => (bench.style.left = '200px'));
    await waitForRun(console, false, 5);
    await portal.getByRole('button', { name: 'Check now' }).click();
    await dialog.getByRole('button', { name: 'Show Part 1 again' }).click();
    await dialog.getByRole('button', { name: 'Hide it' }).click();
    await waitForRun(console, true, 5);

    // With a finger, on a narrow screen in the dark.
    await portal.emulateMedia({ colorScheme: 'dark' });
    await portal.setViewportSize({ width: 360, height: 720 });
    await portal
      .getByRole('button', { name: /^(Check now|Hide a part)$/ })
      .first()
      .click();
    await dialog.waitFor();
    expect(await violations(portal)).toEqual([]);
    const narrow = (await dialog.getByRole('img').boundingBox())!;
    expect(narrow.x).toBeGreaterThanOrEqual(0);
    expect(narrow.x + narrow.width).toBeLessThanOrEqual(360);
    const bottom = narrow.y + narrow.height;
    await swipe(
      portal,
      { x: narrow.x + 2, y: narrow.y + narrow.height / 2 },
      { x: narrow.x + narrow.width / 2, y: bottom - 20 },
      { x: narrow.x + narrow.width - 2, y: bottom - 2 },
    );
    await dialog.getByRole('button', { name: /^Part 1: / }).waitFor();
    await dialog.getByRole('button', { name: 'Hide it' }).click();
    await portal.getByText('1 part of the picture is hidden from Toni Technician.').waitFor();
    await waitForRun(console, false, 5);
  });

  /** Whether the field's first and last corner, as this person sees them, are of the grey that stands for it. */
  async function isPatched(portal: Page): Promise<boolean[]> {
    const clip = (await portal.locator('#bench input').boundingBox())!;
    const image = await portal.screenshot({ clip });
    return portal.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      return [6, -6].map((from) => {
        const [x, y] = [(from + width) % width, (from + height) % height];
        const [red = 0, , blue = 0] = context.getImageData(x, y, 1, 1).data;
        return red > 165 && red < 215 && Math.abs(red - blue) < 15;
      });
    }, image.toString('base64'));
  }

  const opacityOf = (portal: Page): Promise<string> =>
    portal.locator('#bench input').evaluate((input) => getComputedStyle(input).opacity);
});
