import { onTestFinished } from 'vitest';
import { createSfuNode } from '@beside/sfu/node';
import type { Log, SfuNode, SfuNodeOptions } from '@beside/sfu/node';
import type { SfuNotices } from '@beside/shared/protocol/sfuContract';

type Told = {
  [K in keyof SfuNotices]: { name: K; notice: SfuNotices[K] };
}[keyof SfuNotices];

export interface StartedNode {
  node: SfuNode;
  /** Everything that the node has told, oldest first. */
  told: Told[];
  /** Every line that it has logged, as JSON. */
  lines: string[];
}

/** A node on loopback and a free port, closed when the test is over. */
export async function startNode(
  workerBin: string,
  options: Partial<SfuNodeOptions> = {},
): Promise<StartedNode> {
  const lines: string[] = [];
  const log = createLog(lines);
  const node = await createSfuNode({ workerBin, listenIp: '127.0.0.1', port: 0, log, ...options });
  onTestFinished(() => node.close());
  const told: Told[] = [];
  node.on('producer:opened', (notice) => told.push({ name: 'producer:opened', notice }));
  node.on('producer:closed', (notice) => told.push({ name: 'producer:closed', notice }));
  node.on('producer:refused', (notice) => told.push({ name: 'producer:refused', notice }));
  node.on('data-producer:opened', (notice) => told.push({ name: 'data-producer:opened', notice }));
  node.on('room:lost', (notice) => told.push({ name: 'room:lost', notice }));
  return { node, told, lines };
}

function createLog(lines: string[]): Log {
  const line =
    (level: string) =>
    (fields: object, message: string): void =>
      void lines.push(JSON.stringify({ level, message, ...fields }));
  return { error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') };
}
