import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { canMakeNetworks } from '../support/network/canMakeNetworks.ts';
import { grantControl } from './support/actors.ts';
import { describeWith } from './support/describeWith.ts';
import { strokeAndCompare, watchHand } from './support/hand/strokes.ts';
import { begin, beginAnew, heal, measure } from './support/failover/measure.ts';
import { scenarios, type Scenario } from './support/failover/scenarios.ts';
import { openWorld, type Pages, type World } from './support/failover/world.ts';
import { relay } from './support/relay.ts';

/** Longer than any failover takes on a busy machine, shorter than a person's patience. */
const gapLimitMs = 5_000;

/** Keys and buttons up and down; `npm run bench:hand` makes 2,000. */
const strokes = 400;

/** Those that no other test has; `npm run bench:failover` measures all, and in earnest. */
const { cutThere, moved } = scenarios;

describeWith(relay, canMakeNetworks())('the picture finds its way by itself', () => {
  let world: World;
  let pages: Pages | undefined;

  beforeAll(async () => {
    world = await openWorld();
  });
  afterEach(() => heal(world));
  afterAll(async () => {
    await pages?.close();
    await world.close();
  });

  test.each<Scenario>([cutThere, moved])('[S6][X2] $name', async (scenario) => {
    if (pages) await beginAnew(world, scenario, pages);
    else {
      pages = await world.meet('Fiona Failover');
      await begin(world, scenario, pages);
    }
    const { gapMs, changes } = await measure(world, scenario, pages);
    const { name, outageMs = 0 } = scenario;
    console.log(`${name}: longest gap in presented frames ${Math.round(gapMs - outageMs)} ms`);
    expect(gapMs - outageMs).toBeLessThan(gapLimitMs);
    expect(changes).toBeLessThanOrEqual(4);
  });

  test('[I2][I3] of keys and clicks none is lost, doubled or out of turn, with 10 % loss and the direct link cut in between', async () => {
    if (pages) await beginAnew(world, cutThere, pages);
    else {
      pages = await world.meet('Fiona Failover');
      await begin(world, cutThere, pages);
    }
    await grantControl(pages.console, pages.portal);
    await watchHand(pages);
    world.network.loseBetween('customer', 'technician', 10);
    const faults = await strokeAndCompare(pages, strokes, () =>
      world.network.blockUdpBetween('customer', 'technician'),
    );
    expect(faults.sent).toBeGreaterThanOrEqual(strokes);
    expect(faults).toMatchObject({ lost: 0, doubled: 0, reordered: 0 });
  });
});
