import { waitForFrames, waitForFramesBy } from '../frames.ts';
import type { Pages, World } from './world.ts';

/** One way in which a network or a server fails, and what is to be seen of it. */
export interface Scenario {
  readonly name: string;
  /** The path that carries before it happens. */
  readonly from: 'direct' | 'relay';
  /** Whether the direct path cannot be had from the beginning. */
  readonly directBlocked?: boolean;
  /** How long no path at all was there: what the gap cannot be shorter than, in ms. */
  readonly outageMs?: number;
  /** Makes it happen, and waits until the picture has found its way. Leaves the rest to `heal`. */
  happen(world: World, pages: Pages): Promise<void>;
}

const [customer, technician] = ['customer', 'technician'] as const;
/** As long as a failure lasts whose end is a part of the story. */
const shortMs = 3_000;
const longMs = 5_000;
/** Long enough for the loss to be seen in the heartbeats of four seconds, twice. */
const lossyMs = 8_000;

const pause = (pages: Pages, ms: number): Promise<void> => pages.console.waitForTimeout(ms);
const settled = 30;

const cut = (direction: 'both' | 'there' | 'back'): Scenario['happen'] =>
  async function happen({ network }, { console }) {
    const [from, to] = direction === 'back' ? [technician, customer] : [customer, technician];
    const way = direction === 'both' ? 'both' : 'forth';
    network.blockUdpBetween(from, to, { direction: way });
    await waitForFramesBy(console, 'relay', settled);
  };

/** Leaves the network, has none for a second, and comes into another one; then both paths again. */
const move = (host: string): Omit<Scenario, 'name'> => ({
  from: 'direct',
  outageMs: 1_000,
  async happen(world, pages) {
    world.network.unplug(host);
    await pause(pages, 1_000);
    await world.plugElsewhere(host);
    await waitForFrames(pages.console, settled, 60_000);
    const standby = pages.console.getByText('standby ready').first();
    await standby.waitFor({ state: 'attached', timeout: 60_000 });
  },
});

export const scenarios = {
  neverDirect: {
    name: 'direct never possible',
    from: 'relay',
    directBlocked: true,
    happen: (_world, { console }) => waitForFrames(console, 60),
  },
  cut: { name: 'direct cut, both ways', from: 'direct', happen: cut('both') },
  cutThere: { name: 'direct cut, customer to technician', from: 'direct', happen: cut('there') },
  cutBack: { name: 'direct cut, technician to customer', from: 'direct', happen: cut('back') },
  loss5: {
    name: 'direct loses 5 %',
    from: 'direct',
    async happen({ network }, pages) {
      network.loseBetween(customer, technician, 5);
      await pause(pages, lossyMs);
    },
  },
  loss20: {
    name: 'direct loses 20 %',
    from: 'direct',
    async happen({ network }, { console }) {
      network.loseBetween(customer, technician, 20);
      await waitForFramesBy(console, 'relay', settled);
    },
  },
  directBack: {
    name: 'direct dead for 3 s, and back',
    from: 'direct',
    async happen({ network }, pages) {
      network.blockUdpBetween(customer, technician);
      await pause(pages, shortMs);
      network.unblockAll();
      await waitForFramesBy(pages.console, 'direct', settled);
    },
  },
  directLate: {
    name: 'direct possible only later',
    from: 'relay',
    directBlocked: true,
    async happen({ network }, { console }) {
      network.unblockAll();
      await waitForFramesBy(console, 'direct', settled, 60_000);
    },
  },
  moved: { name: "the customer's network changes", ...move(customer) },
  viewerMoved: { name: "the technician's network changes", ...move(technician) },
  workerCarrying: {
    name: "the relay's worker is killed, carrying",
    from: 'relay',
    directBlocked: true,
    async happen(world, { console }) {
      await world.killWorker();
      await pauseFrames(console);
    },
  },
  workerStandby: {
    name: "the relay's worker is killed, standing by",
    from: 'direct',
    async happen(world, pages) {
      await world.killWorker();
      await pause(pages, shortMs);
    },
  },
  server: {
    name: 'the server is started anew',
    from: 'direct',
    async happen(world, pages) {
      await world.restartServer();
      await pause(pages, shortMs);
    },
  },
  noNetwork: {
    name: 'no network at all for 5 s',
    from: 'direct',
    outageMs: longMs,
    async happen({ network }, pages) {
      for (const peer of [technician, 'server']) network.blockAllBetween(customer, peer);
      await pause(pages, longMs);
      network.unblockAll();
      await waitForFrames(pages.console, settled, 60_000);
    },
  },
} as const satisfies Record<string, Scenario>;

/** Waits until the picture has stood still and moves again. */
async function pauseFrames(console: Pages['console']): Promise<void> {
  // What was on its way when it happened still arrives: at most so many frames.
  await waitForFrames(console, settled + 10, 30_000);
}
