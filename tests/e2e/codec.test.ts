import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { decodeTrailer } from '@beside/shared/protocol/sealing';
import { addJudge, addSheet, type Judged } from '../support/browser/sheet.ts';
import { forbidSealing } from '../support/browser/forbidSealing.ts';
import { serve, shareScreen } from './support/actors.ts';
import { bringUpBeside } from './support/bringUp.ts';
import { areHeldBack, forbidAv1, haveCores, receivedCodecs, strain } from './support/codecs.ts';
import { describeWith } from './support/describeWith.ts';
import {
  addWorkbench,
  longestGap,
  presentedFrames,
  recordFrames,
  waitForFrames,
} from './support/frames.ts';
import { relay } from './support/relay.ts';
import { tapRelays, type RelayTap } from './support/relayTap.ts';
import { bringIn } from './support/tourTeam.ts';

/** Generous, for a busy machine: what is meant is half a second. */
const mostGapMs = 1_500;

describeWith(relay)('the codec of a screen', () => {
  let tap: RelayTap;
  beforeAll(() => {
    tap = tapRelays();
  });
  const beside = bringUpBeside({ captureTabTitle: 'Demo' });

  async function open(lacking?: () => void, cores = 8): Promise<Page> {
    const page = await beside.open();
    await page.addInitScript(haveCores, cores);
    if (lacking) await page.addInitScript(lacking);
    return page;
  }

  /** Toni serves the customer, whose machine is strong if nothing else is said. */
  async function meet(name: string, lacking?: () => void, cores?: number) {
    const [portal, toni] = [await open(lacking, cores), await open()];
    await serve(toni, portal, beside.url, name);
    return { portal, toni };
  }

  const colour = [143, 36, 8];

  async function addColour(portal: Page): Promise<void> {
    await portal.evaluate(([red, green, blue]) => {
      const patch = document.createElement('div');
      patch.style.cssText = `position:fixed;inset:0 auto auto 0;z-index:2147483647;width:200px;height:200px;background:rgb(${red} ${green} ${blue})`;
      document.body.append(patch);
    }, colour);
  }

  /** It is shown as it is on the page, but for what encoding and subsampling cost. */
  async function expectColour(viewer: Page): Promise<void> {
    const off = () =>
      viewer.evaluate((wanted) => {
        const videos = [...document.querySelectorAll('video')];
        const video = videos.find(({ style }) => style.opacity === '1');
        const context = new OffscreenCanvas(1, 1).getContext('2d');
        if (!video || !context) return Infinity;
        context.drawImage(video, 100, 100, 1, 1, 0, 0, 1, 1);
        const { data } = context.getImageData(0, 0, 1, 1);
        return Math.max(...wanted.map((value, at) => Math.abs(value - (data[at] ?? 0))));
      }, colour);
    await expect.poll(off, { timeout: 10_000 }).toBeLessThan(5);
  }

  /** The encoder is strained from now on: the picture goes on in VP8, as quickly as before. */
  async function expectStepDown(portal: Page, viewer: Page): Promise<void> {
    await waitForFrames(viewer, 10);
    const before = (await presentedFrames(viewer)).length;
    await portal.evaluate(strain);
    await expect.poll(() => receivedCodecs(viewer), { timeout: 15_000 }).toEqual(['VP8']);
    await waitForFrames(viewer, 20);
    const gapMs = longestGap((await presentedFrames(viewer)).slice(before - 1));
    console.log(`in VP8: no picture for ${Math.round(gapMs)} ms at the longest`);
    expect(gapMs).toBeLessThan(mostGapMs);
    expect(await areHeldBack(viewer)).toBe(false);
  }

  test('[S8][E4][L14] AV1 directly: text is sharp, and a strained machine goes on in VP8', async () => {
    const { portal, toni } = await meet('Ada Direct');
    await portal.evaluate(addSheet, { visible: true });
    await shareScreen(toni, portal);
    await toni.getByRole('button', { name: 'Protected' }).waitFor();
    await toni.getByText('Direct connection').first().waitFor();
    await recordFrames(toni);
    await toni.evaluate(addSheet, { visible: false });
    await toni.evaluate(addJudge);
    await toni.evaluate(() => (window as unknown as Judged).expect(7));
    await portal.evaluate(() => (window as unknown as Judged).sheet.draw(7));
    const best = () =>
      toni.evaluate(() =>
        Math.max(0, ...(window as unknown as Judged).judged.map(({ ssim }) => ssim)),
      );
    await expect.poll(best, { timeout: 15_000 }).toBeGreaterThan(0.98);
    expect(await receivedCodecs(toni)).toEqual(['AV1']);
    expect(await areHeldBack(toni)).toBe(false);

    await toni.evaluate(() => (window as unknown as Judged).rest());
    await addWorkbench(portal, 30);
    await expectStepDown(portal, toni);
  });

  test('[S8][E4][L14] sealed AV1 through the relay, which reads nothing, and a strained machine goes on in VP8', async () => {
    const name = 'Ada Relayed';
    const { portal, toni } = await meet(name);
    await addWorkbench(portal, 30);
    const robin = await open();
    await bringIn(robin, toni, beside.url, name);
    await shareScreen(toni, portal);
    for (const page of [toni, robin]) {
      await page.getByText('Through the relay').first().waitFor();
      await recordFrames(page);
      await waitForFrames(page, 5);
      expect(await receivedCodecs(page)).toEqual(['AV1']);
      expect(await areHeldBack(page)).toBe(false);
    }
    const frame = await tap.av1KeyFrame();
    expect(decodeTrailer(frame)).toMatchObject({ clear: 0 });

    await expectStepDown(portal, toni);
    await expect.poll(() => receivedCodecs(robin), { timeout: 15_000 }).toEqual(['VP8']);
    await waitForFrames(robin, 5);
  });

  test('[S8] from a weak machine AV1 while the page rests, and VP8 while it moves', async () => {
    const { portal, toni } = await meet('Ada Weak', undefined, 2);
    await portal.evaluate(addSheet, { visible: true });
    await addColour(portal);
    await shareScreen(toni, portal);
    await recordFrames(toni);
    const codecs = () => receivedCodecs(toni);
    await expect.poll(codecs, { timeout: 30_000 }).toEqual(['AV1']);
    await expectColour(toni);
    await addWorkbench(portal, 30);
    await expect.poll(codecs, { timeout: 15_000 }).toEqual(['VP8']);
    await waitForFrames(toni, 20);
    await expectColour(toni);
  });

  test('[S7][S8][L14] unsealed AV1, until a guest joins whose browser has no decoder for it: all goes on in VP8', async () => {
    const name = 'Ada Unsealed';
    const { portal, toni } = await meet(name, forbidSealing);
    await addWorkbench(portal, 30);
    await shareScreen(toni, portal);
    await recordFrames(toni);
    await waitForFrames(toni, 5);
    await toni.getByRole('button', { name: 'Relay could read' }).waitFor();
    expect(await receivedCodecs(toni)).toEqual(['AV1']);

    const robin = await open(forbidAv1);
    await bringIn(robin, toni, beside.url, name);
    for (const page of [toni, robin]) {
      await page.getByText('Through the relay').first().waitFor();
      await recordFrames(page);
      await waitForFrames(page, 5);
      await expect.poll(() => receivedCodecs(page), { timeout: 15_000 }).toEqual(['VP8']);
      // Nothing says there what a frame refers to.
      expect(await areHeldBack(page)).toBe(true);
    }
  });
});
