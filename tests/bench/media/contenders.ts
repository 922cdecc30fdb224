import type { Browser, Page } from 'playwright';
import { openChat, signInToConsole, takeRequest } from '../../e2e/support/actors.ts';
import { forbidSealing } from '../../support/browser/forbidSealing.ts';
import { drawClock, notePicker, strip, watchPeers, watchVideos } from './pageScripts.ts';
import type { ServerProcess } from './servers.ts';

export type Way = 'direct' | 'relay';

export interface Browsers {
  sharer: Browser;
  viewer: Browser;
}

/** Two pages that are connected, and lack only the picture. */
export interface Session {
  sharer: Page;
  viewer: Page;
  /** Presses what opens the picker, which a flag of the browser answers. */
  share(): Promise<void>;
  close(): Promise<void>;
}

/** Somebody who is measured: the bare floor or the product, one way. */
export interface Contender {
  name: 'floor' | 'product';
  way: Way;
  server: ServerProcess;
  open(browsers: Browsers): Promise<Session>;
}

/** Customers take their time; both paths connect while they do. */
const hesitationMs = 1_500;

/** Of the shared page, in CSS px. */
export interface Size {
  width: number;
  height: number;
}

async function openPages(browsers: Browsers, viewport: Size) {
  const [left, right] = await Promise.all([
    browsers.sharer.newContext({ viewport, locale: 'en-GB' }),
    browsers.viewer.newContext({ viewport: { width: 1600, height: 1000 }, locale: 'en-GB' }),
  ]);
  await left.addInitScript(notePicker);
  await right.addInitScript(watchPeers);
  await right.addInitScript(watchVideos, strip);
  const [sharer, viewer] = [await left.newPage(), await right.newPage()];
  const close = async (): Promise<void> => {
    await Promise.all([left.close(), right.close()]);
  };
  return { sharer, viewer, close };
}

let rooms = 0;

export function floorContender(server: ServerProcess, way: Way, size: Size): Contender {
  return {
    name: 'floor',
    way,
    server,
    async open(browsers) {
      const { sharer, viewer, close } = await openPages(browsers, size);
      rooms += 1;
      const page = `${server.url}/${way}.html?room=${rooms}`;
      await viewer.goto(`${page}&role=viewer`);
      // What is signalled to a page that is not there yet is lost.
      await viewer.waitForSelector('[data-here]');
      await sharer.goto(`${page}&role=sharer`);
      await Promise.all([sharer, viewer].map((page) => page.waitForSelector('[data-ready]')));
      await sharer.evaluate(drawClock, strip);
      return { sharer, viewer, close, share: () => sharer.click('#share') };
    },
  };
}

/** Without candidates of the other side a direct link cannot be made; the relay's come another way. */
export function forbidDirect(): void {
  Object.assign(RTCPeerConnection.prototype, { addIceCandidate: () => Promise.resolve() });
}

let customers = 0;

/** @param sealed whether it seals as it does usually; without, it takes the place of the floor */
export function productContender(
  server: ServerProcess,
  way: Way,
  size: Size,
  sealed = true,
): Contender {
  return {
    name: sealed ? 'product' : 'floor',
    way,
    server,
    async open(browsers) {
      const { sharer, viewer, close } = await openPages(browsers, size);
      for (const page of [sharer, viewer]) {
        if (way === 'relay') await page.addInitScript(forbidDirect);
        if (!sealed) await page.addInitScript(forbidSealing);
      }
      customers += 1;
      const customer = `Customer ${customers}.`;
      await signInToConsole(viewer, server.url);
      await openChat(sharer, server.url, customer);
      await takeRequest(viewer, customer);
      await viewer.getByRole('button', { name: 'Upgrade' }).click();
      await viewer.getByRole('button', { name: 'Ask now' }).click();
      const button = sharer.getByRole('button', { name: 'Share my screen' });
      await button.waitFor();
      await sharer.waitForTimeout(hesitationMs);
      await sharer.evaluate(drawClock, strip);
      return { sharer, viewer, close, share: () => button.click() };
    },
  };
}
