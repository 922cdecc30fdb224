/*
 * How long the picture stands still when a network or a server fails, in real network namespaces
 * with 40 ms there and back: each scenario several times, as a table and in `.bench/failover.json`.
 *
 *   npm run bench:failover [times] [scenario ...]
 */
import {
  begin,
  beginAnew,
  heal,
  measure,
  type Outcome,
} from '../../e2e/support/failover/measure.ts';
import { scenarios, type Scenario } from '../../e2e/support/failover/scenarios.ts';
import { openWorld } from '../../e2e/support/failover/world.ts';
import { canMakeNetworks, canShapeDelay } from '../../support/network/canMakeNetworks.ts';
import { report } from './report.ts';

const factor = Number(process.argv[2] ?? 1);
const wanted = process.argv.slice(3);

const possible = canMakeNetworks();
if (!possible.ok) throw new Error(possible.reason);
const delay = canShapeDelay();
if (!delay.ok) console.log(`lines without delay: ${delay.reason}`);

/** How often each is measured: where a figure is promised, often enough to speak of 95 %. */
const times: Partial<Record<keyof typeof scenarios, number>> = { cut: 20, workerCarrying: 6 };
const world = await openWorld();
const results: { scenario: Scenario; outcomes: Outcome[] }[] = [];
for (const [name, scenario] of Object.entries(scenarios) as [keyof typeof scenarios, Scenario][]) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const outcomes: Outcome[] = [];
  const pages = await world.meet(`${scenario.name}.`);
  await begin(world, scenario, pages);
  for (let left = Math.ceil((times[name] ?? 3) * factor); left > 0; left -= 1) {
    try {
      outcomes.push(await measure(world, scenario, pages));
    } catch (failure) {
      console.error(`${scenario.name}: no picture`, failure);
    }
    heal(world);
    if (left > 1) await beginAnew(world, scenario, pages);
  }
  await pages.close();
  results.push({ scenario, outcomes });
  console.log(`${scenario.name}: ${outcomes.map(({ gapMs }) => Math.round(gapMs)).join(' ')}`);
}
await world.close();
await report(results);
