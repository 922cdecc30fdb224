import { openChat, shareScreen, signInToConsole, takeRequest } from '../../e2e/support/actors.ts';
import {
  addWorkbench,
  longestGap,
  presentedFrames,
  recordFrames,
  waitForFrames,
} from '../../e2e/support/frames.ts';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import { startTestInstallation } from '../../support/installation/testInstallation.ts';
import { canMakeNetworks } from '../../support/network/canMakeNetworks.ts';
import { createNetwork } from '../../support/network/createNetwork.ts';

/**
 * The longest gap in presented frames, in ms, each time the direct link between two hosts is cut
 * silently; a session of its own for each cut. Empty where this machine has no network namespaces.
 */
export async function measureCuts(cuts: number): Promise<number[]> {
  const possible = canMakeNetworks();
  if (!possible.ok) {
    console.log(`no cuts: ${possible.reason}`);
    return [];
  }
  const network = await createNetwork({ hosts: ['customer', 'technician'] });
  const installation = await startTestInstallation({ HOST: network.serverAddress, DEMO: '1' });
  const secureOrigins = [installation.url];
  const customer = await launchBrowser({
    host: network.host('customer'),
    secureOrigins,
    captureTabTitle: 'Demo',
  });
  const technician = await launchBrowser({ host: network.host('technician'), secureOrigins });
  const gaps: number[] = [];
  for (let cut = 0; cut < cuts; cut += 1) {
    const portal = await customer.newPage({ viewport: { width: 1280, height: 720 } });
    const console = await technician.newPage({ viewport: { width: 1440, height: 900 } });
    const name = `Customer ${cut}.`;
    await signInToConsole(console, installation.url);
    await openChat(portal, installation.url, name);
    await takeRequest(console, name);
    await addWorkbench(portal);
    await shareScreen(console, portal);
    await recordFrames(console);
    await console.getByText('standby ready').first().waitFor({ state: 'attached' });
    await waitForFrames(console, 60);
    const from = await console.evaluate(() => performance.now());
    network.blockUdpBetween('customer', 'technician');
    await console.getByText('Through the relay').first().waitFor();
    await waitForFrames(console, 30);
    gaps.push(longestGap((await presentedFrames(console)).filter((at) => at > from - 500)));
    network.unblockAll();
    await portal.context().close();
    await console.context().close();
  }
  await customer.close();
  await technician.close();
  await installation.close();
  await network.close();
  return gaps;
}
