import type { Page } from 'playwright';
import { launchBrowser } from '../../../support/browser/launchBrowser.ts';
import { startTestInstallation } from '../../../support/installation/testInstallation.ts';
import { createNetwork, type Network } from '../../../support/network/createNetwork.ts';
import { names, startNginx } from '../../../support/nginx/startNginx.ts';
import { startCoturn } from '../../../support/turn/startCoturn.ts';
import { openChat, shareScreen, signInToConsole, takeRequest } from '../actors.ts';
import { addWorkbench } from '../frames.ts';
import { keepConnections } from './ways.ts';

const secret = 'what Beside and coturn know';
const turnPort = 3478;
const edgePorts = { https: 443, http: 80, pagesInside: 8443, turnInside: 8444 };

/**
 * As an installation stands on the internet: nginx and coturn on the one host that has the names, Beside
 * with its relay behind it, a customer and a technician in networks of their own.
 */
export interface TurnWorld {
  readonly network: Network;
  readonly portal: Page;
  readonly console: Page;
  /** The two meet, and the screen is shared. */
  share(): Promise<void>;
  close(): Promise<void>;
}

export async function openTurnWorld(programs: {
  nginx: { path: string };
  coturn: { path: string };
}): Promise<TurnWorld> {
  const network = await createNetwork({ hosts: ['customer', 'technician', 'edge'] });
  const edge = network.host('edge');
  for (const end of ['customer', 'technician']) {
    network.nameOn(end, Object.values(names), 'edge');
  }
  const url = `https://${names.pages}`;
  const turn = `${names.turn}:${turnPort}`;
  const installation = await startTestInstallation({
    HOST: network.serverAddress,
    PUBLIC_URL: url,
    TURN_URLS: [
      `turn:${turn}?transport=udp`,
      `turn:${turn}?transport=tcp`,
      `turns:${names.turn}:443?transport=tcp`,
    ].join(),
    TURN_SECRET: secret,
  });
  const beside = new URL(installation.url).host;
  const servers = [
    await startCoturn(programs.coturn, {
      address: edge.address,
      port: turnPort,
      secret,
      // Both would be public elsewhere: the SFU's address, and that of the relays themselves.
      allowedPeers: [network.serverAddress, edge.address],
      host: edge,
    }),
    await startNginx(programs.nginx, {
      signaling: [beside, beside],
      coturn: `${edge.address}:${turnPort}`,
      address: edge.address,
      ports: edgePorts,
      host: edge,
    }),
  ];
  const launch = (host: string) =>
    launchBrowser({
      host: network.host(host),
      captureTabTitle: 'Demo',
      extraArgs: ['--ignore-certificate-errors'],
    });
  const [customer, technician] = await Promise.all([launch('customer'), launch('technician')]);
  const portal = await customer.newPage({
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
  });
  const console = await technician.newPage({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
  });
  await Promise.all([keepConnections(portal), keepConnections(console)]);

  return {
    network,
    portal,
    console,
    async share() {
      await signInToConsole(console, url);
      await openChat(portal, url, 'Tara Turn');
      await takeRequest(console, 'Tara Turn');
      await addWorkbench(portal, 30);
      await shareScreen(console, portal);
    },
    async close() {
      await Promise.all([customer.close(), technician.close()]);
      for (const server of servers) await server.stop();
      await installation.close();
      await network.close();
    },
  };
}
