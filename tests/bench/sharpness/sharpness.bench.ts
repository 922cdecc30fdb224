/*
 * How soon text is sharp after it has changed: the time from a new page of small text on the shared
 * screen until the technician's picture is like it (SSIM of luma at least 0.98), over a line of
 * 3 Mbit/s, direct and through the relay: from a machine that has four processors or more, from one that
 * has two, and from one whose browser has no encoder for AV1.
 *
 *   npm run bench:sharpness [changes each way]
 */
import type { Page } from 'playwright';
import { openChat, shareScreen, signInToConsole, takeRequest } from '../../e2e/support/actors.ts';
import { haveCores } from '../../e2e/support/codecs.ts';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import { startTestInstallation } from '../../support/installation/testInstallation.ts';
import { createNetwork } from '../../support/network/createNetwork.ts';
import { writeFigures } from '../figures.ts';
import { median, percentile } from '../statistics.ts';
import { addJudge, addSheet, type Judged } from '../../support/browser/sheet.ts';

const changes = Number(process.argv[2] ?? 20);
const rateKbit = 3_000;
const sharpAt = 0.98;
const restMs = 2_500;
/** A picture that has just come is one that moves, for the first three of them. */
const settleMs = 5_000;

const network = await createNetwork({ hosts: ['customer', 'technician'] });
const installation = await startTestInstallation({ HOST: network.serverAddress, DEMO: '1' });
const secureOrigins = [installation.url];
const customer = await launchBrowser({
  ...{ host: network.host('customer'), secureOrigins, captureTabTitle: 'Demo' },
});
const technician = await launchBrowser({ host: network.host('technician'), secureOrigins });

interface Change {
  /** Until the picture was like the sheet, in ms; `null` where it never was while it rested. */
  sharpMs: number | null;
  bestSsim: number;
}

async function change(portal: Page, console: Page, seed: number): Promise<Change> {
  await console.evaluate((next) => (window as unknown as Judged).expect(next), seed);
  const drawnAt = await portal.evaluate(async (next) => {
    (window as unknown as Judged).sheet.draw(next);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.timeOrigin + performance.now();
  }, seed);
  await console.waitForTimeout(restMs);
  const judged = await console.evaluate(() => (window as unknown as Judged).judged);
  const sharp = judged.find(({ ssim }) => ssim >= sharpAt);
  return {
    sharpMs: sharp ? sharp.at - drawnAt : null,
    bestSsim: Math.max(0, ...judged.map(({ ssim }) => ssim)),
  };
}

type Way = 'direct' | 'relay';
/** By their processors; the last has no encoder for AV1. */
const machines = { 'four processors': 4, 'two processors': 2, 'no AV1': 2 };
type Machine = keyof typeof machines;

function forbidAv1Encoding(): void {
  Reflect.deleteProperty(MediaCapabilities.prototype, 'encodingInfo');
}

async function measureWay(way: Way, machine: Machine): Promise<Change[]> {
  if (way === 'relay') network.blockUdpBetween('customer', 'technician');
  await network.shape('customer', { rateKbit });
  const portal = await customer.newPage({ viewport: { width: 1280, height: 720 } });
  await portal.addInitScript(haveCores, machines[machine]);
  if (machine === 'no AV1') await portal.addInitScript(forbidAv1Encoding);
  const console = await technician.newPage({ viewport: { width: 1440, height: 900 } });
  const name = `Sharp ${way} ${machine}`;
  await signInToConsole(console, installation.url);
  await openChat(portal, installation.url, name);
  await takeRequest(console, name);
  await portal.evaluate(addSheet, { visible: true });
  await shareScreen(console, portal);
  await console
    .getByText(way === 'direct' ? 'standby ready' : 'Through the relay')
    .first()
    .waitFor({ state: 'attached' });
  await console.evaluate(addSheet, { visible: false });
  await console.evaluate(addJudge);
  await change(portal, console, 1_000);
  await console.waitForTimeout(settleMs);
  const found: Change[] = [];
  for (let seed = 1; seed <= changes; seed += 1) found.push(await change(portal, console, seed));
  await portal.context().close();
  await console.context().close();
  network.unblockAll();
  await network.unshape('customer');
  return found;
}

const measured: { way: Way; machine: Machine; found: Change[] }[] = [];
for (const machine of Object.keys(machines) as Machine[]) {
  for (const way of ['direct', 'relay'] as const) {
    measured.push({ way, machine, found: await measureWay(way, machine) });
  }
}
await customer.close();
await technician.close();
await installation.close();
await network.close();

console.table(
  Object.fromEntries(
    measured.map(({ way, machine, found }) => {
      const times = found.map(({ sharpMs }) => sharpMs ?? Infinity);
      return [
        `${machine}, ${way}`,
        {
          changes: found.length,
          'never sharp': found.filter(({ sharpMs }) => sharpMs === null).length,
          'median, ms': Math.round(median(times)),
          'p95, ms': Math.round(percentile(times, 0.95)),
          'SSIM at rest': Number(median(found.map(({ bestSsim }) => bestSsim)).toFixed(4)),
        },
      ];
    }),
  ),
);
await writeFigures('sharpness', { rateKbit, sharpAt, measured });
