import type { Page } from 'playwright';
import {
  longestGap,
  pathChanges,
  presentedFrames,
  recordFrames,
  waitForFramesBy,
} from '../frames.ts';
import type { Scenario } from './scenarios.ts';
import type { Pages, World } from './world.ts';

export interface Outcome {
  /** The longest time without a new frame in front of the technician, in ms. */
  gapMs: number;
  /** Frames that came, in each second. */
  framesPerS: number;
  /** How often the picture changed to the other path. */
  changes: number;
}

const now = (page: Page): Promise<number> => page.evaluate(() => performance.now());
/** Frames before it happens that count as well: the first gap may begin a little earlier. */
const aheadMs = 500;

/** Shares, and waits until both paths stand as the scenario wants it. */
export async function begin(world: World, scenario: Scenario, pages: Pages): Promise<void> {
  prepare(world, scenario);
  await pages.share();
  await untilReady(scenario, pages);
}

/** The same for a customer who shares already: a page that is loaded again makes a new link. */
export async function beginAnew(world: World, scenario: Scenario, pages: Pages): Promise<void> {
  prepare(world, scenario);
  await pages.console.reload();
  await pages.console.getByLabel('Shared screen').locator('video').first().waitFor();
  await untilReady(scenario, pages);
}

function prepare({ network }: World, { directBlocked }: Scenario): void {
  if (directBlocked) network.blockUdpBetween('customer', 'technician');
}

async function untilReady(scenario: Scenario, { console }: Pages): Promise<void> {
  const carried = scenario.from === 'direct' ? 'Direct connection' : 'Through the relay';
  await console.getByText(carried).first().waitFor({ state: 'attached', timeout: 30_000 });
  await recordFrames(console);
  if (scenario.from === 'direct') {
    await console.getByText('standby ready').first().waitFor({ state: 'attached' });
  }
  await waitForFramesBy(console, scenario.from, 30);
}

export async function measure(world: World, scenario: Scenario, pages: Pages): Promise<Outcome> {
  const { console } = pages;
  const [from, changesBefore] = [await now(console), await pathChanges(console)];
  await scenario.happen(world, pages);
  const frames = (await presentedFrames(console)).filter((at) => at > from - aheadMs);
  const tookS = ((await now(console)) - from + aheadMs) / 1_000;
  return {
    gapMs: longestGap([...frames, await now(console)]),
    framesPerS: frames.length / tookS,
    changes: (await pathChanges(console)) - changesBefore,
  };
}

/** Takes back all that scenarios do to the network. */
export function heal({ network }: World): void {
  network.unblockAll();
  network.loseBetween('customer', 'technician', 0);
}
