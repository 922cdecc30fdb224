import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/freePort.ts';
import { findWorker } from '../../support/installation/worker.ts';
import { mountSmallDisk } from '../faults/smallDisk.ts';
import { createTrouble } from '../faults/trouble.ts';
import { createNodeProcess } from './nodeProcess.ts';
import type { EmbeddedWorld } from './world.ts';

/** Long enough, and of no dictionary. */
export const password = 'correct horse battery';

/** @param environment settings over the world's own */
export async function openEmbedded(
  environment: Record<string, string> = {},
): Promise<EmbeddedWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'beside-storm-'));
  const disk = mountSmallDisk(folder);
  const trouble = createTrouble(folder);
  const worker = await findWorker();
  const port = await freePort();
  const node = createNodeProcess(['signaling-server/src/main.ts'], port, {
    PORT: String(port),
    SFU_PORT: '0',
    DATA_DIR: join('missing' in disk ? folder : disk.folder, 'data'),
    DEMO_PASSWORD: password,
    LOG_LEVEL: 'warn',
    ...(worker.ok && { MEDIASOUP_WORKER_BIN: worker.path }),
    ...(!('missing' in trouble) && trouble.environment),
    ...environment,
  });
  await node.start();
  return {
    kind: 'embedded',
    url: `http://127.0.0.1:${port}`,
    node,
    nodes: [node],
    disk: 'missing' in disk ? undefined : disk,
    trouble: 'missing' in trouble ? undefined : trouble,
    missing: [disk, trouble].flatMap((part) => ('missing' in part ? part.missing : [])),
    async close() {
      node.signal('SIGKILL');
      await node.ended();
      if ('close' in trouble) trouble.close();
      if ('close' in disk) disk.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
