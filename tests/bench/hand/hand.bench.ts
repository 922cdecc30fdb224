/*
 * The technician's hand: how long its way is beside a bare data channel, direct and relayed, in
 * sessions that take turns; what of it is lost on bad lines; how soon it stops when it is taken back;
 * and whether it ever moves anything without a grant.
 *
 *   npm run bench:hand [rounds]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import { findWorker } from '../../support/installation/worker.ts';
import { canMakeNetworks } from '../../support/network/canMakeNetworks.ts';
import { buildFloor } from '../floor/buildFloor.ts';
import { startFloor, startProduct } from '../media/servers.ts';
import { kinds, measureDelays, paces, type Delays, type PaceName } from './delay.ts';
import { countUnallowed } from './grants.ts';
import { measureLosses } from './losses.ts';
import { report, type DelaysOf } from './report.ts';
import { measureRevoke } from './revoke.ts';
import { names, openFloor, openProduct, type Name, type Open, type Way } from './sessions.ts';

const rounds = Number(process.argv[2] ?? 3);
const sequences = 100_000;

const worker = await findWorker();
if (!worker.ok) throw new Error(worker.reason);
const networks = canMakeNetworks();

const none = (): Delays => ({ move: [], button: [], key: [] });
const ofEach = (): DelaysOf => ({
  direct: { floor: none(), seen: none(), product: none() },
  relay: { floor: none(), seen: none(), product: none() },
});
const delays: Record<PaceName, DelaysOf> = { busy: ofEach(), person: ofEach() };
const revokes: Record<Way, number[]> = { direct: [], relay: [] };

const folder = await mkdtemp(join(tmpdir(), 'beside-bench-'));
await buildFloor(join(folder, 'floor'));
const floor = await startFloor(join(folder, 'floor'), worker.path);
const product = await startProduct(join(folder, 'data'), worker.path);
const browsers = {
  sharer: await launchBrowser({ captureTabTitle: 'Demo' }),
  viewer: await launchBrowser({}),
};
const openers: Record<Name, Open> = {
  floor: openFloor(floor, false),
  seen: openFloor(floor, true),
  product: openProduct(product),
};
const ways: Way[] = ['direct', 'relay'];
try {
  for (let round = 1; round <= rounds; round += 1) {
    for (const way of ways) {
      for (const name of names) {
        const session = await openers[name](browsers, way);
        for (const pace of Object.keys(paces) as PaceName[]) {
          const found = await measureDelays(session, paces[pace]);
          for (const kind of kinds) delays[pace][way][name][kind].push(...found[kind]);
        }
        if (name === 'product') revokes[way].push(await measureRevoke(session));
        await session.close();
      }
    }
    console.log(`round ${round} of ${rounds}`);
  }
} finally {
  await Promise.all([browsers.sharer.close(), browsers.viewer.close()]);
  await Promise.all([floor.stop(), product.stop()]);
  await rm(folder, { recursive: true, force: true });
}

if (!networks.ok) console.log(`nothing lost on purpose: ${networks.reason}`);
const losses = networks.ok ? await measureLosses() : {};
const grants = await countUnallowed(sequences);
await report({ delays, revokes, losses, grants });
