import { grantControl } from '../../e2e/support/actors.ts';
import type { Faults } from '../../e2e/support/hand/faults.ts';
import { strokeAndCompare, watchHand } from '../../e2e/support/hand/strokes.ts';
import { begin, heal } from '../../e2e/support/failover/measure.ts';
import { openWorld, type World } from '../../e2e/support/failover/world.ts';

const strokes = 2_000;
const lossPercent = 10;

type Loss = Record<string, Faults>;

/** Types and clicks over bad lines, in real network namespaces. */
export async function measureLosses(): Promise<Loss> {
  const world = await openWorld();
  try {
    return {
      [`direct, ${lossPercent} % lost`]: await measure(world, 'direct', () => {
        world.network.loseBetween('customer', 'technician', lossPercent);
        return undefined;
      }),
      [`direct, ${lossPercent} % lost, cut in between`]: await measure(world, 'direct', () => {
        world.network.loseBetween('customer', 'technician', lossPercent);
        return () => world.network.blockUdpBetween('customer', 'technician');
      }),
      [`relayed, ${lossPercent} % lost at either end`]: await measure(world, 'relay', () => {
        for (const host of ['customer', 'technician']) {
          world.network.loseBetween(host, 'server', lossPercent);
        }
        return undefined;
      }),
    };
  } finally {
    await world.close();
  }
}

let customers = 0;

/** @param worsen @returns what happens in the middle of it, if anything does */
async function measure(
  world: World,
  from: 'direct' | 'relay',
  worsen: () => (() => void) | undefined,
): Promise<Faults> {
  customers += 1;
  const pages = await world.meet(`Lossy ${customers}`);
  try {
    const scenario = { name: '', from, directBlocked: from === 'relay', happen: async () => {} };
    await begin(world, scenario, pages);
    await grantControl(pages.console, pages.portal);
    await watchHand(pages);
    const halfway = worsen();
    return await strokeAndCompare(pages, strokes, halfway);
  } finally {
    heal(world);
    for (const host of ['customer', 'technician']) world.network.loseBetween(host, 'server', 0);
    await pages.close();
  }
}
