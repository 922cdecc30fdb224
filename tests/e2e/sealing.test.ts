import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { decodeBeat } from '@beside/shared/protocol/beat';
import { decodeTrailer } from '@beside/shared/protocol/sealing';
import { forbidSealing } from '../support/browser/forbidSealing.ts';
import { serve, shareScreen } from './support/actors.ts';
import { standBetween, type Between } from './support/between.ts';
import { bringUpBeside } from './support/bringUp.ts';
import { describeWith } from './support/describeWith.ts';
import { recordFrames, waitForFrames } from './support/frames.ts';
import { frameWorkerUrl, hearVoice } from './support/sealedVoice.ts';
import { relay } from './support/relay.ts';
import { tapRelays, type RelayTap } from './support/relayTap.ts';
import { bringIn } from './support/tourTeam.ts';

describeWith(relay)('the seal from end to end', () => {
  let tap: RelayTap;
  beforeAll(() => {
    tap = tapRelays();
  });
  const beside = bringUpBeside({ captureTabTitle: 'Demo' });

  /** Toni serves the customer. */
  async function meet(name: string, prepare?: (page: Page) => Promise<unknown>) {
    const [portal, toni] = [await beside.open(), await beside.open()];
    await prepare?.(toni);
    await serve(toni, portal, beside.url, name);
    return { portal, toni };
  }

  /** Robin is invited and comes. */
  async function join(toni: Page, name: string): Promise<Page> {
    const robin = await beside.open();
    await bringIn(robin, toni, beside.url, name);
    return robin;
  }

  const expectPicture = async (...pages: Page[]): Promise<void> => {
    for (const page of pages) {
      await page.getByLabel('Shared screen').locator('video').first().waitFor();
      await recordFrames(page);
      await waitForFrames(page, 5);
    }
  };

  /** Share of the tapped picture that has the colour that the shared page is painted with. */
  async function paintIn(frame: Uint8Array): Promise<number> {
    const page = await beside.open();
    await page.goto(`${beside.url}/healthz`);
    return page.evaluate(paintedShare, Buffer.from(frame).toString('base64'));
  }

  const generationAtRelay = async (): Promise<number> =>
    decodeTrailer(await tap.keyFrame())?.generation ?? 0;

  test('[X1][E4][E6] the relay holds nothing readable; with a guest and after, the keys are new', async () => {
    const name = 'Xenia Sealed';
    const { portal, toni } = await meet(name);
    await paint(portal);
    const robin = await join(toni, name);
    await shareScreen(toni, portal);
    await expectPicture(toni, robin);
    for (const page of [toni, robin, portal]) {
      await page.getByText('Through the relay').first().waitFor();
    }

    expect(await paintIn(await tap.keyFrame())).toBeLessThan(0.02);
    const messages = await tap.messages(30);
    expect(messages.filter(({ bytes }) => !decodeTrailer(bytes))).toEqual([]);
    expect(messages.filter(({ bytes }) => decodeBeat(bytes))).toEqual([]);

    // The same words on both screens of a pair, and others for the other pair.
    const [toniWords, robinWords] = [await wordsAtConsole(toni), await wordsAtConsole(robin)];
    await portal.getByRole('button', { name: 'Check' }).click();
    expect(await wordsAtPortal(portal, 'Toni Technician')).toBe(toniWords);
    expect(await wordsAtPortal(portal, 'Robin Technician')).toBe(robinWords);
    expect(robinWords).not.toBe(toniWords);

    const together = await generationAtRelay();
    await robin.keyboard.press('Escape');
    await robin.getByRole('button', { name: 'Leave session' }).click();
    await robin.getByText('Toni Technician has this request.').waitFor();
    await toni.getByText('Direct connection').first().waitFor();
    await expectPicture(toni);
    await robin.close();
    // Back with a key that is newer than the one that they left with.
    const again = await join(toni, name);
    await expectPicture(again, toni);
    await toni.getByText('Through the relay').first().waitFor();
    await expect.poll(generationAtRelay, { timeout: 20_000 }).toBeGreaterThanOrEqual(together + 2);
  });

  test('[X1][E7] where a browser cannot, the picture comes and everybody is told; the tap then reads it', async () => {
    const name = 'Olga Open';
    const { portal, toni } = await meet(name, (page) => page.addInitScript(forbidSealing));
    await paint(portal);
    const robin = await join(toni, name);
    await shareScreen(toni, portal);
    await expectPicture(toni, robin);
    await portal.getByText('Protected on the way, but the relay could read it').waitFor();
    for (const [page, whose] of [
      [toni, 'your browser'],
      [robin, 'another browser'],
    ] as const) {
      await page.getByRole('button', { name: 'Relay could read' }).click();
      await page.getByText(`the relay could read it: ${whose}`).waitFor();
    }
    expect(await paintIn(await tap.keyFrame())).toBeGreaterThan(0.2);
    const messages = await tap.messages(30);
    expect(messages.filter(({ bytes }) => decodeBeat(bytes)).length).toBeGreaterThan(20);
  });

  test('[X1][E3] where the server swaps a key, both sides say so and nothing is shown', async () => {
    const { portal, toni } = await meet('Mallory Between', (page) =>
      page.routeWebSocket(/socket\.io/, (socket) => {
        const server = socket.connectToServer();
        server.onMessage((message) => socket.send(swapKey(message)));
      }),
    );
    await shareScreen(toni, portal);
    await toni.getByRole('button', { name: 'Not protected' }).waitFor();
    await portal.getByText('The protection is not in place, so nothing is shown').waitFor();
    expect(await toni.getByText('Direct connection').count()).toBe(0);
    await toni.getByText('Connecting to the shared screen').waitFor();
  });

  /** Toni's direct link ends in the middle, as seen there once messages have gone through. */
  async function meetThrough(name: string, prepare?: (page: Page) => Promise<unknown>) {
    let between: Between | undefined;
    const { portal, toni } = await meet(name, async (page) => {
      await prepare?.(page);
      const middle = await beside.open();
      await middle.goto(`${beside.url}/healthz`);
      between = await standBetween(page, middle);
    });
    const overheard = async () => (await between?.overheard()) ?? { messages: 0, media: 0 };
    await paint(portal);
    await shareScreen(toni, portal);
    await expect.poll(async () => (await overheard()).messages).toBeGreaterThan(50);
    await expectPicture(toni);
    return { portal, toni, overheard };
  }

  test('[X1][E4] who ends the direct link in between gets no picture, and none of theirs is shown', async () => {
    const { toni, overheard } = await meetThrough('Nora Between');
    await toni.getByText('Through the relay').first().waitFor();
    await waitForFrames(toni, 30);
    expect(await toni.getByText('Direct connection').count()).toBe(0);
    expect((await overheard()).media).toBe(0);
  });

  test('[E7] … and gets it where a browser cannot seal, as is told', async () => {
    const { portal, toni, overheard } = await meetThrough('Otto Between', (page) =>
      page.addInitScript(forbidSealing),
    );
    await toni.getByText('Direct connection').first().waitFor();
    await portal.getByText('Protected on the way, but the relay could read it').waitFor();
    await expect.poll(async () => (await overheard()).media).toBeGreaterThan(5_000);
  });

  test('[X1][E4] a voice is heard where the key is, and not where there is another one', async () => {
    const page = await beside.open();
    // A page that may start workers, as those may where this runs.
    await page.goto(`${beside.url}/p/demo`);
    const url = await frameWorkerUrl();
    expect(await page.evaluate(hearVoice, { url, isSame: true })).toBe(true);
    expect(await page.evaluate(hearVoice, { url, isSame: false })).toBe(false);
  });
});

/** Covers half of the shared page with one colour, and has something move so that frames come. */
async function paint(portal: Page): Promise<void> {
  await portal.evaluate(() => {
    const paint = document.createElement('div');
    paint.style.cssText =
      'position:fixed;inset:20% 0 0 50%;background:rgb(255,0,255);pointer-events:none';
    const moving = document.createElement('p');
    paint.append(moving);
    document.body.append(paint);
    setInterval(() => (moving.textContent = String(performance.now())), 66);
  });
}

/** Runs in a page: decodes one VP8 key frame; what is no picture at all has nothing of the colour. */
async function paintedShare(base64: string): Promise<number> {
  const data = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const frame = await new Promise<VideoFrame | null>((resolve) => {
    const decoder = new VideoDecoder({ output: resolve, error: () => resolve(null) });
    decoder.configure({ codec: 'vp8' });
    decoder.decode(new EncodedVideoChunk({ type: 'key', timestamp: 0, data }));
    decoder.flush().catch(() => resolve(null));
  });
  if (!frame) return 0;
  const canvas = new OffscreenCanvas(160, 90);
  const context = canvas.getContext('2d');
  context?.drawImage(frame, 0, 0, 160, 90);
  frame.close();
  const pixels = context?.getImageData(0, 0, 160, 90).data ?? [];
  let painted = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
    if (red > 200 && green < 60 && blue > 200) painted += 1;
  }
  return painted / (160 * 90);
}

async function wordsAtConsole(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Protected' }).click();
  const words = page.getByRole('dialog').getByRole('listitem');
  await expect.poll(() => words.count()).toBe(4);
  return (await words.allTextContents()).join(' ');
}

async function wordsAtPortal(portal: Page, name: string): Promise<string> {
  const own = portal.locator('div', { hasText: `Your four words with ${name}` }).last();
  return (await own.getByRole('listitem').allTextContents()).join(' ');
}

/** What a server that comes in between makes of an answer that passes through it. */
function swapKey(message: string | Buffer): string | Buffer {
  if (typeof message !== 'string' || !message.includes('"answer"')) return message;
  return message.replace(/"nonce":"[^"]+"/, `"nonce":"${'A'.repeat(43)}="`);
}
