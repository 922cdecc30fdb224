import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPassword } from '../support/installation/testInstallation.ts';
import { startSignalingProcess } from '../support/installation/signalingProcess.ts';

/** What a server says of itself. */
export interface Vitals {
  rssMiB: number;
  heapMiB: number;
  externalMiB: number;
  handles: number;
  sockets: number;
  files: number;
  loopP99Ms: number;
}

/** Signaling in a process of its own, on an empty embedded database. */
export interface ServerUnderTest {
  url: string;
  dataDir: string;
  /** Whether it still runs. */
  isUp(): boolean;
  metrics(): Promise<string>;
  vitals(): Promise<Vitals>;
  stop(): Promise<void>;
}

export async function startServer(environment: Record<string, string>): Promise<ServerUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beside-abuse-'));
  const server = await startSignalingProcess({
    ...{ DATA_DIR: dataDir, DEMO: '1', DEMO_PASSWORD: demoPassword, LOG_LEVEL: 'warn' },
    ...environment,
  });
  let isUp = true;
  void server.ended().then(() => (isUp = false));
  const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
  return {
    url: server.url,
    dataDir,
    isUp: () => isUp,
    metrics,
    async vitals() {
      const text = await metrics();
      const sum = (name: string): number =>
        [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? ([\\d.e+-]+)$`, 'gm'))].reduce(
          (total, [, value]) => total + Number(value),
          0,
        );
      return {
        rssMiB: sum('process_resident_memory_bytes') / 1024 ** 2,
        heapMiB: sum('nodejs_heap_size_used_bytes') / 1024 ** 2,
        externalMiB: sum('nodejs_external_memory_bytes') / 1024 ** 2,
        handles: sum('nodejs_active_resources_total'),
        sockets: sum('beside_sockets'),
        files: sum('process_open_fds'),
        loopP99Ms: sum('nodejs_eventloop_lag_p99_seconds') * 1000,
      };
    },
    async stop() {
      server.kill('SIGTERM');
      await server.ended();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
