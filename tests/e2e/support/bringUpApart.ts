import { afterAll, afterEach } from 'vitest';
import { launchBrowser, type LaunchOptions } from '../../support/browser/launchBrowser.ts';
import { startTestInstallation } from '../../support/installation/testInstallation.ts';
import { createNetwork, type Network } from '../../support/network/createNetwork.ts';
import { bringUp, type Beside } from './bringUp.ts';

interface Options {
  /** Over what both browsers have: a host of their own, and trust in the installation. */
  launch?: () => Record<'customer' | 'technician', LaunchOptions>;
  environment?: () => Record<string, string>;
  sfuNodes?: number;
}

/**
 * As {@link bringUp}, the customer and the technician each on a host of their own, with the
 * customer's tab to be captured where nothing else is said.
 *
 * @returns `blockDirect` ends the direct link between the two, until the test is over
 */
export function bringUpApart({
  launch = () => ({ customer: { captureTabTitle: 'Demo' }, technician: {} }),
  environment = () => ({}),
  sfuNodes = 0,
}: Options = {}): { beside: Beside; blockDirect(): void } {
  let network: Network | undefined;
  afterAll(() => network?.close());
  afterEach(() => network?.unblockAll());

  const beside = bringUp(async () => {
    const hosts = (network = await createNetwork({ hosts: ['customer', 'technician'] }));
    const installation = await startTestInstallation(
      { HOST: hosts.serverAddress, ...environment() },
      { sfuNodes },
    );
    const secureOrigins = [...new Set([installation.url, installation.technicianUrl])];
    const wanted = launch();
    const [customer, technician] = await Promise.all(
      (['customer', 'technician'] as const).map((end) =>
        launchBrowser({ host: hosts.host(end), secureOrigins, ...wanted[end] }),
      ),
    );
    return { installation, browsers: { customer: customer!, technician: technician! } };
  });
  return { beside, blockDirect: () => network?.blockUdpBetween('customer', 'technician') };
}
