import type { createSfuNode, SfuNode } from '@beside/sfu/node';
import type { Clock } from '@beside/shared/lib/clock';
import type { SfuNodes, SfuRegistrations } from '../ports/relay.ts';
import { createAbsentSfuNodes, createLocalSfuNodes } from './localSfuNodes.ts';
import { openRemoteSfuNodes } from './remoteSfuNodes.ts';
import { openSfuRegistry, type SfuRegistry } from './sfuRegistry.ts';

interface SfuSettings {
  /** Nodes of their own; `undefined`: one in this process. */
  nodes: { urls: readonly string[]; secret: string } | undefined;
  workerBin: string | undefined;
  listenIp: string;
  announcedAddress: string | undefined;
  port: number;
}

interface Opened {
  nodes: SfuNodes;
  /** Where nodes of their own tell of themselves; undefined where there can be none. */
  registry?: SfuRegistry;
  closeSfu: () => Promise<void>;
}

interface Around {
  log: Parameters<typeof createSfuNode>[0]['log'];
  registrations: SfuRegistrations;
  clock: Clock;
}

/** The SFU nodes of the installation; without any, everything but the relay works. */
export async function openSfuNodes(
  { nodes: remote, workerBin, listenIp, announcedAddress, port }: SfuSettings,
  { log, registrations, clock }: Around,
): Promise<Opened> {
  if (remote) {
    const { urls: named, secret } = remote;
    if (secret === '') return absent('no SFU node is named in SFU_URLS, and SFU_SECRET is not set');
    const { nodes, follow, close } = openRemoteSfuNodes(secret, log);
    const registry = await openSfuRegistry({
      ...{ named, secret, registrations, clock, follow },
      onFailure: (err) => log.warn({ err }, 'where the SFU nodes are could not be read'),
    });
    const closeSfu = async (): Promise<void> => {
      registry.close();
      close();
    };
    return { nodes, registry, closeSfu };
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

function absent(reason: string): Opened {
  return { nodes: createAbsentSfuNodes(reason), closeSfu: async () => undefined };
}
