import type { Browser, BrowserContext, Page } from 'playwright';
import {
  grantControl,
  openChat,
  shareScreen,
  shownPicture,
  signInToConsole,
  takeRequest,
} from '../../e2e/support/actors.ts';
import { addWorkbench } from '../../e2e/support/frames.ts';
import { addTarget, handTarget, recordHand } from '../../e2e/support/hand/record.ts';
import { forbidDirect } from '../media/contenders.ts';
import { notePicker } from '../media/pageScripts.ts';
import type { ServerProcess } from '../media/servers.ts';

export type Way = 'direct' | 'relay';
export type Name = (typeof names)[number];
/** The bare channel; the same where what the hand does is seen in the picture; and the product. */
export const names = ['floor', 'seen', 'product'] as const;

export interface Browsers {
  sharer: Browser;
  viewer: Browser;
}

/** A hand at work on a page that is shared, and watched at both ends. */
export interface Session {
  sharer: Page;
  viewer: Page;
  close(): Promise<void>;
}

export type Open = (browsers: Browsers, way: Way) => Promise<Session>;

async function openPages(browsers: Browsers): Promise<Session & { contexts: BrowserContext[] }> {
  const contexts = await Promise.all([
    browsers.sharer.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' }),
    browsers.viewer.newContext({ viewport: { width: 1600, height: 1000 }, locale: 'en-GB' }),
  ]);
  const [sharer, viewer] = [await contexts[0].newPage(), await contexts[1].newPage()];
  const close = async (): Promise<void> => {
    await Promise.all(contexts.map((context) => context.close()));
  };
  return { sharer, viewer, contexts, close };
}

async function prepare(session: Session): Promise<Session> {
  // Before the first frame the picture lies elsewhere.
  await shownPicture(session.viewer).waitFor();
  await session.viewer.waitForFunction(() =>
    [...document.querySelectorAll('video')].some(
      ({ style, videoWidth }) => style.opacity === '1' && videoWidth > 0,
    ),
  );
  await recordHand(session.sharer, { trusted: false, target: handTarget });
  await recordHand(session.viewer, { trusted: true });
  return session;
}

let rooms = 0;

/**
 * Two bare pages with a bare channel, and a picture.
 *
 * @param isSeen whether the picture shows what the hand does, as it has to at the product
 */
export function openFloor(server: ServerProcess, isSeen: boolean): Open {
  return async (browsers, way) => {
    const session = await openPages(browsers);
    const { sharer, viewer } = session;
    rooms += 1;
    const page = `${server.url}/${way}.html?hand${isSeen ? '=seen' : ''}&room=${rooms}`;
    await viewer.goto(`${page}&role=viewer`);
    // What is signalled to a page that is not there yet is lost.
    await viewer.waitForSelector('[data-here]');
    await sharer.goto(`${page}&role=sharer`);
    await Promise.all([sharer, viewer].map((at) => at.waitForSelector('[data-ready]')));
    await addWorkbench(sharer);
    await addTarget(sharer);
    await sharer.click('#share');
    return prepare(session);
  };
}

let customers = 0;

/** A customer and a technician who has the hand. */
export function openProduct(server: ServerProcess): Open {
  return async (browsers, way) => {
    const session = await openPages(browsers);
    const { sharer, viewer, contexts } = session;
    // The picture alone, as the floor.
    await sharer.addInitScript(notePicker);
    if (way === 'relay') {
      for (const context of contexts) await context.addInitScript(forbidDirect);
    }
    customers += 1;
    const customer = `Customer ${customers}.`;
    await signInToConsole(viewer, server.url);
    await openChat(sharer, server.url, customer);
    await takeRequest(viewer, customer);
    await addWorkbench(sharer);
    await addTarget(sharer);
    await shareScreen(viewer, sharer);
    const carried = way === 'direct' ? 'Direct connection' : 'Through the relay';
    await viewer.getByText(carried).first().waitFor({ state: 'attached' });
    await grantControl(viewer, sharer);
    return prepare(session);
  };
}
