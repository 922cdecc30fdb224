import { expect, test } from 'vitest';
import { embeddedFaults } from './faults/embeddedFaults.ts';
import type { Fault } from './faults/fault.ts';
import { runStorm } from './storm.ts';
import { openEmbedded } from './world/openEmbedded.ts';
import type { EmbeddedWorld } from './world/world.ts';

/** The short form; the whole one is `npm run test:chaos`. */
test('[C2][R3] a storm: nothing acknowledged is lost, doubled or reordered, nothing is held twice', async () => {
  const world = await openEmbedded();
  try {
    const faults: Readonly<Record<string, Fault<EmbeddedWorld>>> = embeddedFaults;
    // Where no call can be made to fail, the other one is enough to say so.
    const possible = ['kill', 'syncFails'].filter(
      (key) => faults[key]?.missing?.(world) === undefined,
    );
    const outcome = await runStorm(world, faults, {
      ...{ seed: 20_261_121, customers: 4, technicianPages: 2, messagesPerS: 40, shares: 1 },
      times: possible.map((key) => [key, 1] as const),
      lead: { minMs: 200, maxMs: 500 },
    });
    expect(outcome.violations).toEqual([]);
    expect(outcome.failures).toEqual([]);
    expect(outcome.acknowledged).toBeGreaterThan(20);
    expect(outcome.faults.every(({ returnsMs }) => returnsMs.every(Number.isFinite))).toBe(true);
  } finally {
    await world.close();
  }
}, 180_000);
