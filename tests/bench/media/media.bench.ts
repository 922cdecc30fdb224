/*
 * The shared picture of the product beside a bare floor, in one run on one machine: first frame,
 * delay, frame rate, processor time, memory. Sessions are interleaved; the table shows medians. With
 * `sealing`, the floor is the product itself without its sealing.
 *
 *   npm run bench:media [sessions of each] [direct | relay] [sealing] [1080p]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import { findWorker } from '../../support/installation/worker.ts';
import { buildFloor } from '../floor/buildFloor.ts';
import { floorContender, productContender, type Contender } from './contenders.ts';
import { measure, type Figures } from './measure.ts';
import { measureMemory } from './memory.ts';
import { childrenOf } from '../../support/processes.ts';
import { report } from './report.ts';
import { startFloor, startProduct } from './servers.ts';

const [, , count = '10', ...words] = process.argv;
const sessions = Number(count);
const everyWay = ['direct', 'relay'] as const;
const asked = everyWay.filter((way) => words.includes(way));
const ways = asked.length > 0 ? asked : everyWay;
const bySealing = words.includes('sealing');
const size = words.includes('1080p') ? { width: 1920, height: 1080 } : { width: 1280, height: 720 };

const worker = await findWorker();
if (!worker.ok) throw new Error(worker.reason);
const folder = await mkdtemp(join(tmpdir(), 'beside-bench-'));
await buildFloor(join(folder, 'floor'));
const floor = await startFloor(join(folder, 'floor'), worker.path);
const product = await startProduct(join(folder, 'data'), worker.path);

/** Starts a browser and tells its process from ours. */
async function launch(options: Parameters<typeof launchBrowser>[0]) {
  const known = new Set(childrenOf(process.pid));
  const browser = await launchBrowser(options);
  const pid = childrenOf(process.pid).find((child) => !known.has(child)) ?? 0;
  return { browser, pid };
}

const sharer = await launch({ captureTabTitle: 'Demo' });
const viewer = await launch({});
const browsers = { sharer: sharer.browser, viewer: viewer.browser };
const pids = { sharer: sharer.pid, viewer: viewer.pid };

const contenders: Contender[] = ways.flatMap((way) => [
  bySealing ? productContender(product, way, size, false) : floorContender(floor, way, size),
  productContender(product, way, size),
]);
const results = contenders.map((contender) => ({ contender, figures: [] as Figures[] }));
for (let round = 0; round < sessions; round += 1) {
  for (const { contender, figures } of results) {
    const session = await contender.open(browsers);
    try {
      const figure = await measure(contender, session, pids);
      figures.push(figure);
      console.log(
        `${contender.way} ${contender.name}: first frame after ${Math.round(figure.firstFrameMs)} ms`,
      );
    } catch (failure) {
      console.error(`${contender.name} ${contender.way}: no picture`, failure);
    } finally {
      await session.close();
    }
  }
  console.log(`round ${round + 1} of ${sessions}`);
}
const memory = { floor: Number.NaN, product: Number.NaN };
for (const contender of contenders.filter(({ way }) => way === 'relay')) {
  memory[contender.name] = await measureMemory(contender, browsers, 4);
}
await browsers.sharer.close();
await browsers.viewer.close();
await Promise.all([floor.stop(), product.stop()]);
await report(results, memory);
await rm(folder, { recursive: true, force: true });
