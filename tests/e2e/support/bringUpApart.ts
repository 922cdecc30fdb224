import { afterAll, afterEach } from 'vitest';
import { launchBrowser, type LaunchOptions } from '../../support/browser/launchBrowser.ts';
import { startTestInstallation } from '../../support/installation/testInstallation.ts';
import { createNetwork, type Network } from '../../support/network/createNetwork.ts';
import { bringUp, type Beside, type End } from './bringUp.ts';

interface Options {
  /** Of a browser, over what both have. */
  launch?: (end: End) => LaunchOptions;
  environment?: () => Record<string, string>;
  sfuNodes?: number;
}

/**
 * As {@link bringUp}, with the customer and the technician each on a host of their own.
 *
 * @returns `blockDirect` ends the direct link between the two until the test is over
 */
export function bringUpApart({
  launch = () => ({}),
  environment = () => ({}),
  sfuNodes = 0,
}: Options = {}): { beside: Beside; blockDirect(): void } {
  const ends = ['customer', 'technician'] as const;
  let network: Network | undefined;
  afterAll(() => network?.close());
  afterEach(() => network?.unblockAll());

  const beside = bringUp(async () => {
    const hosts = (network = await createNetwork({ hosts: ends }));
    const installation = await startTestInstallation(
      { HOST: hosts.serverAddress, ...environment() },
      { sfuNodes },
    );
    const secureOrigins = [installation.url, installation.technicianUrl];
    const launchAt = (end: End) =>
      launchBrowser({
        host: hosts.host(end),
        secureOrigins,
        captureTabTitle: 'Demo',
        ...launch(end),
      });
    const [customer, technician] = await Promise.all([
      launchAt('customer'),
      launchAt('technician'),
    ]);
    return { installation, customer, technician };
  });
  return { beside, blockDirect: () => network?.blockUdpBetween(...ends) };
}
