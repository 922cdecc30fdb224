import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@beside/signaling-server/config/config';
import { startInstallation, type Installation } from '@beside/signaling-server/installation';
import { createLogger } from '@beside/signaling-server/ops/log';
import { nodeSettings, pairNodes } from './nodes.ts';
import { sfuSecret, startSfuProcess, type SfuProcess } from './sfuProcess.ts';
import { findWorker } from './worker.ts';

export const demoPassword = 'correct horse battery';

export interface TestInstallation extends Installation {
  dataDir: string;
  /** Moves the installation's clock on, and waits for what falls due by it. */
  pass(ms: number): Promise<void>;
  /** The lines of the structured log so far. */
  log: string[];
  /** SFU nodes in processes of their own, where they were asked for. */
  sfuNodes: SfuProcess[];
  /** Where the technicians go; the same as `url`, where it has one node. */
  technicianUrl: string;
  /** Its nodes: customers go to the first, technicians to the last. */
  nodes: Installation[];
  /** The environment of its nodes. */
  environment: Record<string, string>;
  /** Ends signaling alone; the SFU nodes go on. */
  stopSignaling(): Promise<void>;
}

/**
 * A whole installation in this process, on a free port, with a database of its own that goes with
 * it. The relay is the real one where its worker is on this machine. In the project `nodes` it has
 * two nodes of signaling, on PostgreSQL and Redis; customers go to one, technicians to the other.
 *
 * @param environment settings over the test's own
 * @param sfuNodes how many SFU nodes of their own it has, in place of the one in this process
 */
export async function startTestInstallation(
  environment: Record<string, string> = {},
  { sfuNodes: count = 0 }: { sfuNodes?: number } = {},
): Promise<TestInstallation> {
  const dataDir = environment['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'beside-test-')));
  const shared = await nodeSettings(dataDir);
  const worker = await findWorker();
  const forNodes = Object.entries(environment).filter(([name]) => /^(HOST$|SFU_)/.test(name));
  const sfuNodes = await Promise.all(
    Array.from({ length: count }, () => startSfuProcess(Object.fromEntries(forNodes))),
  );
  const settings = {
    PORT: '0',
    SFU_PORT: '0',
    DATA_DIR: dataDir,
    DEMO_PASSWORD: demoPassword,
    LOG_LEVEL: 'debug',
    ...(worker.ok ? { MEDIASOUP_WORKER_BIN: worker.path } : {}),
    ...(count > 0 ? { SFU_URLS: sfuNodes.map(({ url }) => url).join() } : {}),
    SFU_SECRET: sfuSecret,
    ...shared,
    ...environment,
  };
  const config = readConfig(settings, shared || 'SFU_URLS' in settings ? 'signaling' : 'all');
  const log: string[] = [];
  // Runs as the system's does, and can be moved ahead of it.
  let aheadMs = 0;
  const clock = { now: () => Date.now() + aheadMs };
  const start = () =>
    startInstallation(
      config,
      createLogger(config.logLevel, { write: (line) => void log.push(line) }),
      { clock },
    );
  const first = await start();
  const nodes = shared ? [first, await start()] : [first];
  const onAll = async (work: (node: Installation) => Promise<void>): Promise<void> => {
    await Promise.all(nodes.map(work));
  };
  const technicianUrl = nodes.at(-1)?.url ?? first.url;
  pairNodes(first.url, technicianUrl);

  const tick = () => onAll((node) => node.tick());
  const pass = async (ms: number): Promise<void> => {
    aheadMs += ms;
    await tick();
  };
  const stopSignaling = () => onAll((node) => node.close());
  const close = async (): Promise<void> => {
    await stopSignaling();
    await Promise.all(sfuNodes.map((node) => node.close()));
    if (environment['DATA_DIR'] === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  const own = { dataDir, log, sfuNodes, technicianUrl, nodes, environment: settings };
  return { ...first, ...own, tick, stopSignaling, pass, close };
}
