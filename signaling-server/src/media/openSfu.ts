import { createSfuNode, type SfuNode } from '@beside/sfu/node';
import type { Sfu } from '../ports.ts';
import { createAbsentSfu, createLocalSfu } from './localSfu.ts';

interface SfuSettings {
  workerBin: string | undefined;
  listenIp: string;
  announcedAddress: string | undefined;
  port: number;
}

/** The SFU of this process; without a worker everything but the relay works. */
export async function openSfu(
  { workerBin, listenIp, announcedAddress, port }: SfuSettings,
  log: Parameters<typeof createSfuNode>[0]['log'],
): Promise<{ sfu: Sfu; closeSfu: () => Promise<void> }> {
  if (workerBin === undefined) {
    return {
      sfu: createAbsentSfu('no mediasoup worker is installed'),
      closeSfu: async () => undefined,
    };
  }
  const node: SfuNode = await createSfuNode({
    workerBin,
    listenIp,
    port,
    log,
    ...(announcedAddress ? { announcedAddress } : {}),
  });
  return { sfu: createLocalSfu(node), closeSfu: () => node.close() };
}
