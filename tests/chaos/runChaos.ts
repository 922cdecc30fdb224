/*
 * The whole storm: people chat, hand over and share while everything fails that can, in one process
 * and on several nodes; a table, `.bench/chaos.json`, and an exit code. The same seed is the same
 * storm; the history of one that broke a promise is kept beside the figures.
 *
 *   npm run test:chaos -- [--world embedded|cluster] [--seed N] [--times N] [--only FAULT,FAULT]
 *                         [--customers N] [--messages N]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { figuresFolder } from '../bench/figures.ts';
import { clusterFaults } from './faults/clusterFaults.ts';
import { embeddedFaults } from './faults/embeddedFaults.ts';
import type { Fault } from './faults/fault.ts';
import { isWhole, report, type Weathered } from './report.ts';
import { runStorm } from './storm.ts';
import { openCluster } from './world/openCluster.ts';
import { openEmbedded } from './world/openEmbedded.ts';

const { values } = parseArgs({
  options: {
    world: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    times: { type: 'string' },
    only: { type: 'string' },
    customers: { type: 'string', default: '80' },
    messages: { type: 'string', default: '200' },
  },
});
const seed = Number(values.seed);
const only = values.only?.split(',');

async function weather<World extends { url: string; close(): Promise<void> }>(
  name: string,
  open: () => Promise<World>,
  faults: Readonly<Record<string, Fault<World>>>,
): Promise<Weathered | undefined> {
  if (values.world !== undefined && values.world !== name) return undefined;
  const world = await open();
  try {
    const possible = Object.entries(faults).filter(([key, { name: fault, missing }]) => {
      const reason = missing?.(world);
      if (reason !== undefined) console.log(`${fault}: not tried, ${reason}`);
      return reason === undefined && (only?.includes(key) ?? true);
    });
    const times = possible.map(
      ([key, fault]) => [key, values.times ? Number(values.times) : fault.times] as const,
    );
    const outcome = await runStorm(world, faults, {
      ...{ seed, times, shares: 10, technicianPages: 20 },
      ...{ customers: Number(values.customers), messagesPerS: Number(values.messages) },
      lead: { minMs: 300, maxMs: 1_500 },
      onFault: (fault) => console.log(`${new Date().toISOString()} ${name}: ${fault}`),
    });
    return { world: name, seed, outcome };
  } finally {
    await world.close();
  }
}

console.log(`seed ${seed}`);
const storms = [
  await weather('embedded', () => openEmbedded(), embeddedFaults),
  await weather('cluster', () => openCluster(), clusterFaults),
].filter((storm) => storm !== undefined);
await report(storms);
for (const storm of storms.filter((one) => !isWhole(one))) {
  await mkdir(figuresFolder, { recursive: true });
  const path = join(figuresFolder, `chaos-${storm.world}-${seed}.jsonl`);
  const lines = storm.outcome.history.map((happening) => JSON.stringify(happening));
  await writeFile(path, lines.join('\n'));
  console.error(`the history is in ${path}`);
  process.exitCode = 1;
}
process.exit();
