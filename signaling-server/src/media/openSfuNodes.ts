import type { createSfuNode, SfuNode } from '@beside/sfu/node';
import type { SfuNodes } from '../ports/relay.ts';
import { createAbsentSfuNodes, createLocalSfuNodes } from './localSfuNodes.ts';
import { openRemoteSfuNodes } from './remoteSfuNodes.ts';

interface SfuSettings {
  /** Nodes of their own; `undefined`: one in this process. */
  nodes: { urls: readonly string[]; secret: string } | undefined;
  workerBin: string | undefined;
  listenIp: string;
  announcedAddress: string | undefined;
  port: number;
}

/** The SFU nodes of the installation; without any, everything but the relay works. */
export async function openSfuNodes(
  { nodes: remote, workerBin, listenIp, announcedAddress, port }: SfuSettings,
  log: Parameters<typeof createSfuNode>[0]['log'],
): Promise<{ nodes: SfuNodes; closeSfu: () => Promise<void> }> {
  if (remote) {
    if (remote.urls.length === 0) return absent('no SFU node is named in SFU_URLS');
    const { nodes, close } = openRemoteSfuNodes(remote, log);
    return { nodes, closeSfu: async () => close() };
  }
  if (workerBin === undefined) return absent('no mediasoup worker is installed');
  // Loaded only where it is used: a node of signaling alone needs no mediasoup.
  const sfu = await import('@beside/sfu/node');
  const node: SfuNode = await sfu.createSfuNode({
    workerBin,
    listenIp,
    port,
    log,
    ...(announcedAddress ? { announcedAddress } : {}),
  });
  return { nodes: createLocalSfuNodes(node), closeSfu: () => node.close() };
}

function absent(reason: string): { nodes: SfuNodes; closeSfu: () => Promise<void> } {
  return { nodes: createAbsentSfuNodes(reason), closeSfu: async () => undefined };
}
