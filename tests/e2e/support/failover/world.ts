import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../../../support/browser/launchBrowser.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../../support/installation/testInstallation.ts';
import { canShapeDelay } from '../../../support/network/canMakeNetworks.ts';
import { createNetwork, type Network } from '../../../support/network/createNetwork.ts';
import { childrenOf } from '../../../support/processes.ts';
import { openChat, shareScreen, signInToConsole, takeRequest } from '../actors.ts';
import { addWorkbench } from '../frames.ts';

/** Customer, technician and server, each a host of its own with a real line between them. */
export interface World {
  readonly network: Network;
  readonly installation: TestInstallation;
  /** A customer and a technician who have met; the picture moves once it is shared. */
  meet(name: string): Promise<Pages>;
  /** Gives a host that was unplugged another address. */
  plugElsewhere(host: string): Promise<void>;
  /** Kills the relay's worker as an accident would. */
  killWorker(): Promise<void>;
  /** Ends the server and starts it again, with the same address and database. */
  restartServer(): Promise<void>;
  close(): Promise<void>;
}

export interface Pages {
  portal: Page;
  console: Page;
  share(): Promise<void>;
  close(): Promise<void>;
}

/** Of each end's line: 40 ms there and back between the two, and 20 ms to the server. */
const lineDelayMs = 10;

export async function openWorld(): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beside-failover-'));
  const network = await createNetwork({ hosts: ['customer', 'technician'] });
  const lengthenLine = async (host: string): Promise<void> => {
    if (canShapeDelay().ok) await network.shape(host, { delayMs: lineDelayMs });
  };
  await lengthenLine('customer');
  await lengthenLine('technician');
  const start = (port = '0'): Promise<TestInstallation> =>
    startTestInstallation({ HOST: network.serverAddress, DATA_DIR: dataDir, PORT: port });
  let installation = await start();
  const launch = (host: string): Promise<Browser> =>
    launchBrowser({
      host: network.host(host),
      secureOrigins: [installation.url],
      captureTabTitle: 'Demo',
    });
  const [customer, technician] = await Promise.all([launch('customer'), launch('technician')]);

  return {
    network,
    get installation() {
      return installation;
    },
    async meet(name) {
      const [left, right] = await Promise.all([
        customer.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' }),
        technician.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' }),
      ]);
      const [portal, console] = [await left.newPage(), await right.newPage()];
      await signInToConsole(console, installation.url);
      await openChat(portal, installation.url, name);
      await takeRequest(console, name);
      await addWorkbench(portal, 60);
      return {
        portal,
        console,
        share: () => shareScreen(console, portal),
        close: async () => {
          await Promise.all([left.close(), right.close()]);
        },
      };
    },
    async plugElsewhere(host) {
      network.plugElsewhere(host);
      await lengthenLine(host);
    },
    async killWorker() {
      for (const pid of await workersBelow(process.pid)) process.kill(pid, 'SIGKILL');
    },
    async restartServer() {
      const { port } = new URL(installation.url);
      await installation.close();
      installation = await start(port);
    },
    async close() {
      await Promise.all([customer.close(), technician.close()]);
      await installation.close();
      await network.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function workersBelow(pid: number): Promise<number[]> {
  const named = await Promise.all(
    childrenOf(pid).map(async (child) => ({
      child,
      name: await readFile(`/proc/${child}/comm`, 'utf8').catch(() => ''),
    })),
  );
  return named.filter(({ name }) => name.startsWith('mediasoup')).map(({ child }) => child);
}
